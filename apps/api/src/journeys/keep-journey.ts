import { Inject, Injectable } from '@nestjs/common';
import { journeyDraft, type JourneyDraft } from '@fairslot/contract';
import { instantText } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { Cipher } from '../platform/crypto/cipher';
import { AppError } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
import { type JourneyRow, JourneysStore } from './journeys.store';

export interface Journey {
  id: string;
  draft: JourneyDraft;
  expiresAt: string;
}

const COLUMN = 'journey.draft';

/** A resident's answers so far, encrypted; the opaque id is the only key to them. */
@Injectable()
export class KeepJourney {
  constructor(
    private readonly store: JourneysStore,
    private readonly ids: Ids,
    private readonly cipher: Cipher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async create(): Promise<Journey> {
    const id = this.ids.secret();
    const rowKey = this.ids.rowKey();
    const row = await this.store.create(this.ids.hash(id), rowKey, this.cipher.seal(COLUMN, rowKey, '{}'));
    return this.shown(id, row);
  }

  async read(id: string): Promise<Journey> {
    return this.shown(id, await this.rowOf(id));
  }

  async update(id: string, changes: Record<string, unknown>): Promise<Journey> {
    return this.shown(id, await this.change(this.ids.hash(id), changes));
  }

  /** Replaces the keys given; null removes one. Where the draft, as it is by then, may not be changed so, nothing is. */
  async change(
    idHash: Buffer,
    changes: Record<string, unknown>,
    isAllowed: (row: JourneyRow, draft: JourneyDraft) => boolean = () => true,
  ): Promise<JourneyRow> {
    const isBooked = changes['booked'] !== undefined && changes['booked'] !== null;
    const row = await this.store.change(idHash, isBooked, (known) => {
      const draft = this.open(known);
      if (!isAllowed(known, draft)) throw new AppError('wrong_state');
      const merged = Object.entries({ ...draft, ...changes }).filter(
        ([, value]) => value !== null && value !== undefined,
      );
      return this.cipher.seal(COLUMN, known.rowKey, JSON.stringify(Object.fromEntries(merged)));
    });
    if (!row) throw new AppError('not_found');
    return row;
  }

  async clear(id: string): Promise<void> {
    const row = await this.store.find(this.ids.hash(id));
    if (row) await this.store.remove(row.id);
  }

  async rowOf(id: string): Promise<JourneyRow> {
    const row = await this.store.find(this.ids.hash(id));
    if (!row) throw new AppError('not_found');
    return row;
  }

  open(row: JourneyRow): JourneyDraft {
    return journeyDraft.parse(JSON.parse(this.cipher.open(COLUMN, row.rowKey, row.draft)));
  }

  private shown(id: string, row: JourneyRow): Journey {
    return { id, draft: this.open(row), expiresAt: instantText(row.expiresAt, this.config.TIME_ZONE) };
  }
}
