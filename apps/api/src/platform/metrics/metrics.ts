import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Measurements in OpenMetrics; labels are names of routes and states, never anything of a person. */
@Injectable()
export class Metrics {
  readonly registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  private readonly requests: Histogram;
  readonly messages: Counter;
  readonly messagesLost: Counter;
  readonly boardSlots: Gauge;
  readonly slotsDisagreeing: Gauge;

  constructor() {
    this.registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    collectDefaultMetrics({ register: this.registry as unknown as Registry });
    const registers = [this.registry as unknown as Registry];
    this.requests = new Histogram({
      name: 'fairslot_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    });
    this.messages = new Counter({
      name: 'fairslot_messages',
      help: 'Messages by channel and outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    });
    this.messagesLost = new Counter({
      name: 'fairslot_messages_outcome_lost',
      help: 'Messages whose outcome was lost, by what became of them: found, resent, gave_up',
      labelNames: ['channel', 'outcome'],
      registers,
    });
    this.boardSlots = new Gauge({ name: 'fairslot_board_slots', help: 'Slots kept in memory for search', registers });
    this.slotsDisagreeing = new Gauge({
      name: 'fairslot_slots_disagreeing',
      help: 'Slots whose counter and bookings disagree; anything but 0 wants somebody to look',
      registers,
    });
  }

  request(method: string, route: string, status: number, milliseconds: number): void {
    this.requests.observe({ method, route, status }, milliseconds / 1000);
  }
}
