import { Injectable } from '@nestjs/common';
import type { Arrivals, Circuit, MessageChannel } from '@fairslot/domain';
import { Database } from '../platform/database/database';

const PUT = {
  name: 'provider_health.put',
  text: `INSERT INTO message_provider (channel, worker, circuit, at) VALUES ($1, $2, $3, app_now())
    ON CONFLICT (channel, worker) DO UPDATE SET circuit = excluded.circuit, at = excluded.at`,
};
const FORGET = {
  name: 'provider_health.forget',
  text: `DELETE FROM message_provider WHERE at < app_now() - interval '5 minutes'`,
};
// A quarter of an hour of texts that have had their five minutes; the index of times of sending finds them.
const ARRIVALS = {
  name: 'provider_health.arrivals',
  text: `WITH clock AS MATERIALIZED (SELECT app_now() AS now)
    SELECT count(*)::integer AS all, count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM message_receipt r WHERE r.message_id = m.id
      AND r.status IN ('delivered', 'read', 'undelivered', 'failed', 'canceled') AND r.at <= m.sent_at + interval '5 minutes'))::integer AS late
    FROM message m WHERE m.channel = 'sms' AND m.provider = 'twilio'
      AND m.sent_at > (SELECT now FROM clock) - interval '20 minutes' AND m.sent_at <= (SELECT now FROM clock) - interval '5 minutes'`,
};

/** What each sending process last saw of each provider. */
@Injectable()
export class ProviderHealthStore {
  constructor(private readonly database: Database) {}

  async put(channel: MessageChannel, worker: string, circuit: Circuit['state']): Promise<void> {
    await this.database.once(PUT, [channel, worker, circuit]);
  }

  /** Of texts: the only channel whose provider says afterwards what became of a message. */
  async arrivals(): Promise<Arrivals> {
    const [row] = await this.database.once<Arrivals & object>(ARRIVALS, []);
    return row ?? { all: 0, late: 0 };
  }

  /** Processes that are gone. */
  async forget(): Promise<void> {
    await this.database.once(FORGET, []);
  }
}
