import { Controller } from '@nestjs/common';
import {
  askForDetails,
  cancelBooking,
  changeHelp,
  closeManageSession,
  getHelpedBooking,
  keepBooking,
  listManagedBookings,
  moveBooking,
  openManageSession,
  restoreBooking,
  sendAgain,
  shareBooking,
  type HelpedBooking,
  type ManagedBooking,
  type ResponseOf,
} from '@fairslot/contract';
import type { ResidentCaller } from '../platform/http/caller';
import { Input, type Parsed, Serve } from '../platform/http/serve';
import { AskForDetails } from './ask-for-details';
import { CancelBooking } from './cancel-booking';
import { ChangeHelp } from './change-help';
import { KeepBooking } from './keep-booking';
import { ManageSessions } from './manage-sessions';
import { ManagedBookings } from './managed-booking';
import { MoveBooking } from './move-booking';
import { OpenManageSession } from './open-manage-session';
import { RestoreBooking } from './restore-booking';
import { SendAgain } from './send-again';
import { ShareBooking } from './share-booking';

@Controller()
export class ManageController {
  constructor(
    private readonly openSession: OpenManageSession,
    private readonly sessions: ManageSessions,
    private readonly managed: ManagedBookings,
    private readonly moveBooking: MoveBooking,
    private readonly cancelBooking: CancelBooking,
    private readonly restoreBooking: RestoreBooking,
    private readonly changeHelp: ChangeHelp,
    private readonly shareBooking: ShareBooking,
    private readonly keepBooking: KeepBooking,
    private readonly sendAgain: SendAgain,
    private readonly askForDetails: AskForDetails,
  ) {}

  @Serve(openManageSession)
  open(@Input() request: Parsed<typeof openManageSession>): Promise<ResponseOf<typeof openManageSession>> {
    return this.openSession.run(request);
  }

  @Serve(askForDetails)
  details(@Input() request: Parsed<typeof askForDetails>): Promise<ResponseOf<typeof askForDetails>> {
    return this.askForDetails.run(request);
  }

  @Serve(closeManageSession)
  async close(@Input() { http, reply }: Parsed<typeof closeManageSession>): Promise<void> {
    await this.sessions.close(http, reply);
  }

  @Serve(listManagedBookings)
  async list(
    @Input() { caller }: Parsed<typeof listManagedBookings, ResidentCaller>,
  ): Promise<ResponseOf<typeof listManagedBookings>> {
    return { items: await this.managed.all(caller) };
  }

  @Serve(changeHelp)
  help(@Input() request: Parsed<typeof changeHelp, ResidentCaller>): Promise<ManagedBooking> {
    return this.changeHelp.run(request);
  }

  @Serve(shareBooking)
  share(@Input() request: Parsed<typeof shareBooking, ResidentCaller>): Promise<ManagedBooking> {
    return this.shareBooking.run(request);
  }

  @Serve(getHelpedBooking)
  helped(@Input() { params }: Parsed<typeof getHelpedBooking>): Promise<HelpedBooking> {
    return this.shareBooking.open(params.token);
  }

  @Serve(moveBooking)
  move(@Input() request: Parsed<typeof moveBooking, ResidentCaller>): Promise<ManagedBooking> {
    return this.moveBooking.run(request);
  }

  @Serve(cancelBooking)
  cancel(@Input() request: Parsed<typeof cancelBooking, ResidentCaller>): Promise<ManagedBooking> {
    return this.cancelBooking.run(request);
  }

  @Serve(keepBooking)
  keep(@Input() request: Parsed<typeof keepBooking, ResidentCaller>): Promise<ManagedBooking> {
    return this.keepBooking.run(request);
  }

  @Serve(sendAgain)
  again(@Input() request: Parsed<typeof sendAgain, ResidentCaller>): Promise<ResponseOf<typeof sendAgain>> {
    return this.sendAgain.run(request);
  }

  @Serve(restoreBooking)
  restore(@Input() request: Parsed<typeof restoreBooking, ResidentCaller>): Promise<ManagedBooking> {
    return this.restoreBooking.run(request);
  }
}
