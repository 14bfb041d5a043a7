import { Inject, Injectable } from '@nestjs/common';
import { attendeesOf, type DraftHold, type HelpedDraft } from '@fairslot/contract';
import { instantText, parsePostcode } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { publicSite, SiteDirectory } from '../sites/site-directory';
import type { OpenedDraft } from './open-draft';

/** All that somebody who helps may see of a draft. */
@Injectable()
export class ShowDraft {
  constructor(
    private readonly directory: SiteDirectory,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  run({ row, draft, service }: OpenedDraft): HelpedDraft {
    const label = draft.where?.label ?? '';
    const chosen = draft.hold && this.chosen(draft.hold);
    return {
      ...(!service.sensitive && { service: service.name }),
      people: attendeesOf(draft).length,
      // A whole postcode is where somebody lives.
      near: parsePostcode(label)?.outcode ?? label,
      until: row.linkUntil ? instantText(row.linkUntil, this.config.TIME_ZONE) : '',
      ...(chosen && draft.hold && { chosen: { ...chosen, expiresAt: draft.hold.expiresAt } }),
    };
  }

  /** Undefined where the place is not known any more. */
  chosen({ siteId, start, lengthMinutes, options }: DraftHold) {
    const site = this.directory.find(siteId);
    return site && { site: publicSite(site), start, lengthMinutes, ...(options && { options }) };
  }
}
