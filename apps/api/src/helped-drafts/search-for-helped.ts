import { Injectable } from '@nestjs/common';
import {
  partyQuery,
  type HelpedDraft,
  type ResponseOf,
  type searchForHelped,
  type timesForHelped,
} from '@fairslot/contract';
import { SearchAvailability } from '../clinics/search-availability';
import { AppError } from '../platform/http/app-error';
import type { Parsed } from '../platform/http/serve';
import { SiteDirectory } from '../sites/site-directory';
import { OpenDraft } from './open-draft';
import { ShowDraft } from './show-draft';

/** Places and times for the people of a draft. What is looked for stays here: it can tell what somebody needs or has. */
@Injectable()
export class SearchForHelped {
  constructor(
    private readonly drafts: OpenDraft,
    private readonly show: ShowDraft,
    private readonly availability: SearchAvailability,
    private readonly directory: SiteDirectory,
  ) {}

  async draft(token: string): Promise<HelpedDraft> {
    return this.show.run(await this.drafts.run(token));
  }

  async run({ params, query }: Parsed<typeof searchForHelped>): Promise<ResponseOf<typeof searchForHelped>> {
    const opened = await this.drafts.run(params.token);
    const { where } = opened.draft;
    if (!where) throw new AppError('look_up_failed');
    const { near: _, ...found } = this.availability.run({
      ...query,
      ...partyQuery(opened.draft),
      latitude: where.latitude,
      longitude: where.longitude,
      from: this.drafts.firstDay(opened, query.from),
    });
    return found;
  }

  async times({ params, query }: Parsed<typeof timesForHelped>): Promise<ResponseOf<typeof timesForHelped>> {
    const opened = await this.drafts.run(params.token);
    const site = this.directory.find(params.siteId);
    if (site?.status !== 'open') throw new AppError('not_found');
    const { from, to } = this.availability.datesOf({ ...query, from: this.drafts.firstDay(opened, query.from) });
    const wish = this.availability.wishOf(partyQuery(opened.draft));
    return { items: this.availability.shownTimesAt(site, wish, from, to) };
  }
}
