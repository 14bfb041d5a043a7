import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';

type OptOutChannel = 'sms' | 'email';

const ADD = {
  name: 'opt_outs.add',
  text: 'INSERT INTO opt_out (channel, recipient_bi, at) VALUES ($1, $2, app_now()) ON CONFLICT DO NOTHING',
};
const END = { name: 'opt_outs.end', text: 'DELETE FROM opt_out WHERE channel = $1 AND recipient_bi = $2' };
const IS = { name: 'opt_outs.is', text: 'SELECT 1 FROM opt_out WHERE channel = $1 AND recipient_bi = $2' };

/** Who said STOP; `recipientBi` is made by recipientIndex. */
@Injectable()
export class OptOutsStore {
  constructor(private readonly database: Database) {}

  async add(channel: OptOutChannel, recipientBi: Buffer): Promise<void> {
    await this.database.once(ADD, [channel, recipientBi]);
  }

  async end(channel: OptOutChannel, recipientBi: Buffer): Promise<void> {
    await this.database.once(END, [channel, recipientBi]);
  }

  /** Asked at the moment of sending, so that a STOP counts for what was planned before it. */
  async isOptedOut(channel: OptOutChannel, recipientBi: Buffer): Promise<boolean> {
    return (await this.database.once(IS, [channel, recipientBi])).length > 0;
  }
}
