import { Injectable } from '@nestjs/common';
import type { Circuit, MessageChannel } from '@fairslot/domain';
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

/** What each sending process last saw of each provider. */
@Injectable()
export class ProviderHealthStore {
  constructor(private readonly database: Database) {}

  async put(channel: MessageChannel, worker: string, circuit: Circuit['state']): Promise<void> {
    await this.database.once(PUT, [channel, worker, circuit]);
  }

  /** Processes that are gone. */
  async forget(): Promise<void> {
    await this.database.once(FORGET, []);
  }
}
