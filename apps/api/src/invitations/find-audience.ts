import { Injectable } from '@nestjs/common';
import { Ids } from '../platform/ids/ids';
import { InvitationsStore } from './invitations.store';

const KIND = 'audience';

/** Reads the passes that open clinics which are only for some. */
@Injectable()
export class FindAudience {
  constructor(
    private readonly store: InvitationsStore,
    private readonly ids: Ids,
  ) {}

  pass(audienceId: number): string {
    return this.ids.opaque(KIND, audienceId);
  }

  /** The group that a pass opens; null for any other text. A campaign is opened by an invitation only. */
  async group(pass: string | undefined): Promise<number | null> {
    const id = pass === undefined ? null : this.ids.plain(KIND, pass);
    if (id === null) return null;
    return (await this.store.audienceKind(id)) === 'group' ? id : null;
  }
}
