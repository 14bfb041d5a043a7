import { Controller } from '@nestjs/common';
import {
  countMessages,
  endKillSwitch,
  listBookingMessages,
  listCalls,
  listKillSwitches,
  listMessages,
  retryMessage,
  setKillSwitch,
  tickOffCall,
  watchMessages,
  watchQueue,
  type Call,
  type KillSwitch,
  type MessageRow,
  type ResponseOf,
} from '@fairslot/contract';
import type { StaffCaller } from '../../platform/http/caller';
import { Input, type Parsed, Serve } from '../../platform/http/serve';
import { CallsQueries } from './calls.queries';
import { LedgerQueries } from './ledger.queries';
import { MonitorQueries } from './monitor.queries';
import { RetryMessage } from './retry-message';
import { StopMessages } from './stop-messages';
import { TickOffCall } from './tick-off-call';

@Controller()
export class MessagesController {
  constructor(
    private readonly ledger: LedgerQueries,
    private readonly monitor: MonitorQueries,
    private readonly calls: CallsQueries,
    private readonly retrying: RetryMessage,
    private readonly stops: StopMessages,
    private readonly ticking: TickOffCall,
  ) {}

  @Serve(listBookingMessages)
  ofBooking(
    @Input() request: Parsed<typeof listBookingMessages, StaffCaller>,
  ): Promise<ResponseOf<typeof listBookingMessages>> {
    return this.ledger.ofBooking(request);
  }

  @Serve(listMessages)
  list(@Input() request: Parsed<typeof listMessages, StaffCaller>): Promise<ResponseOf<typeof listMessages>> {
    return this.ledger.list(request);
  }

  @Serve(countMessages)
  counts(@Input() request: Parsed<typeof countMessages, StaffCaller>): Promise<ResponseOf<typeof countMessages>> {
    return this.ledger.counts(request);
  }

  @Serve(watchMessages)
  watch(@Input() request: Parsed<typeof watchMessages, StaffCaller>): Promise<ResponseOf<typeof watchMessages>> {
    return this.monitor.now(request.caller);
  }

  @Serve(watchQueue)
  watchQueue(@Input() request: Parsed<typeof watchQueue, StaffCaller>): Promise<ResponseOf<typeof watchQueue>> {
    return this.monitor.queue(request.caller);
  }

  @Serve(retryMessage)
  retry(@Input() request: Parsed<typeof retryMessage, StaffCaller>): Promise<MessageRow> {
    return this.retrying.run(request);
  }

  @Serve(listKillSwitches)
  switches(
    @Input() request: Parsed<typeof listKillSwitches, StaffCaller>,
  ): Promise<ResponseOf<typeof listKillSwitches>> {
    return this.stops.list(request.caller);
  }

  @Serve(setKillSwitch)
  stop(@Input() request: Parsed<typeof setKillSwitch, StaffCaller>): Promise<KillSwitch> {
    return this.stops.set(request);
  }

  @Serve(endKillSwitch)
  resume(@Input() request: Parsed<typeof endKillSwitch, StaffCaller>): Promise<KillSwitch> {
    return this.stops.end(request);
  }

  @Serve(listCalls)
  callList(@Input() request: Parsed<typeof listCalls, StaffCaller>): Promise<ResponseOf<typeof listCalls>> {
    return this.calls.list(request);
  }

  @Serve(tickOffCall)
  tickOff(@Input() request: Parsed<typeof tickOffCall, StaffCaller>): Promise<Call> {
    return this.ticking.run(request);
  }
}
