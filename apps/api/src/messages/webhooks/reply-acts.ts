import { Injectable } from '@nestjs/common';

export interface ReplyAbout {
  reply: 'coming' | 'cannot_come';
  /** Keyed hash of the number the reply came from. */
  mobileBi: Buffer;
}

export interface ReplyToAnswer extends ReplyAbout {
  /** What `about` answered when the reply first came in. */
  bookingId: number | null;
  language: string;
  /** The same for every delivery of one reply: what is done under it is done once. */
  key: string;
  requestId: string;
}

/** What replies do to bookings. Owned by the feature that has the bookings; messages know none. */
export interface ReplyActs {
  /** The one booking this reply can only be about; null where there is none, or no telling which. */
  about(about: ReplyAbout): Promise<number | null>;
  /** Does it, and answers what to say. */
  answer(reply: ReplyToAnswer): Promise<string>;
}

/** Where the feature that owns bookings registers what a reply does. */
@Injectable()
export class Replies {
  private acts: ReplyActs | null = null;

  by(acts: ReplyActs): void {
    if (this.acts) throw new Error('Replies are answered by two features');
    this.acts = acts;
  }

  about(about: ReplyAbout): Promise<number | null> {
    return this.known().about(about);
  }

  answer(reply: ReplyToAnswer): Promise<string> {
    return this.known().answer(reply);
  }

  private known(): ReplyActs {
    if (!this.acts) throw new Error('Nothing answers replies about bookings');
    return this.acts;
  }
}
