import { Injectable } from '@nestjs/common';
import { AppError } from '../platform/http/app-error';
import { Ids } from '../platform/ids/ids';
import { Keys } from '../platform/crypto/keys';

const HOLD_CHARACTERS = 26;
const MANAGE_CHARACTERS = 16;

/** The tokens of holds and links: derived from a stored seed or row, so that a replay or a reminder can print them again. */
@Injectable()
export class BookingTokens {
  constructor(
    private readonly keys: Keys,
    private readonly ids: Ids,
  ) {}

  ofHold(seed: string): string {
    return this.keys.token('hold', seed, 1, HOLD_CHARACTERS);
  }

  /** 80 bits, short enough for a text message; worth nothing without the date of birth. */
  ofBooking(bookingId: number, version: number): string {
    return this.keys.token('manage', String(bookingId), version, MANAGE_CHARACTERS);
  }

  /** Shows when and where, and nothing else. */
  ofHelper(bookingId: number, version: number): string {
    return this.keys.token('helper', String(bookingId), version, MANAGE_CHARACTERS);
  }

  /** Chooses the time of a draft and books it, and sees nothing else of it. */
  ofDraft(journeyId: number, version: number): string {
    return this.keys.token('helped draft', String(journeyId), version, MANAGE_CHARACTERS);
  }

  holdId(partyId: number): string {
    return this.ids.opaque('hold', partyId);
  }

  /** Number of the party behind a hold id; not_found when it is not one of ours. */
  partyId(holdId: string): number {
    const partyId = this.ids.plain('hold', holdId);
    if (partyId === null) throw new AppError('not_found');
    return partyId;
  }

  hash(token: string): Buffer {
    return this.ids.hash(token);
  }
}
