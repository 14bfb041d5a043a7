import { Inject, Injectable } from '@nestjs/common';
import type { CampaignPlan } from '@fairslot/contract';
import { campaignCost, exclusions, smsParts } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { PlaceScope } from '../sites/place-scope.queries';
import type { CampaignRow } from './campaigns.store';
import { RoomQueries } from './room.queries';
import { type Selected, SelectionQueries } from './selection.queries';
import { needsApproval } from './show-campaign';
import { SpokenQueries } from './spoken.queries';
import { WriteWords } from './write-words';

/** From so much of what is free, people may have to look on. */
const TIGHT_FROM = 0.7;
const LONG_NAME = 'Maximilian';

/** What a campaign would do now: whom it would invite, whom not and why, and whether they would find a time. */
@Injectable()
export class PlanCampaign {
  constructor(
    private readonly selection: SelectionQueries,
    private readonly room: RoomQueries,
    private readonly places: PlaceScope,
    private readonly writing: WriteWords,
    private readonly spoken: SpokenQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(campaign: CampaignRow): Promise<CampaignPlan> {
    const selected = await this.selection.count(campaign, await this.places.all());
    const invited = selected.filter(({ excluded }) => excluded === null);
    const toInvite = people(invited);
    const way = (name: Selected['way']): number => people(invited.filter((one) => one.way === name));
    const samples = this.samples(campaign);
    const first = samples.filter(({ kind }) => kind === 'invitation').map(({ parts }) => parts);
    const ways = { sms: way('sms'), email: way('email'), letter: way('letter'), call: way('call') };
    const cost = campaignCost(
      ways,
      { fewest: Math.min(...first), most: Math.max(...samples.map(({ parts }) => parts)) },
      {
        smsPart: this.config.SMS_PART_PRICE ?? null,
        email: this.config.EMAIL_PRICE ?? null,
        letter: this.config.LETTER_PRICE ?? null,
      },
      campaign.secondAfterDays > 0 ? 2 : 1,
    );
    return {
      selected: people(selected),
      excluded: exclusions.map((reason) => ({
        reason,
        people: people(selected.filter(({ excluded }) => excluded === reason)),
      })),
      toInvite,
      ways,
      places: await this.verdicts(campaign, invited),
      samples,
      missingWords: await this.spoken.missingWords(campaign),
      cost: cost && { ...cost, currency: this.config.CURRENCY },
      needsApproval: needsApproval(toInvite),
    };
  }

  /** As every message would read, to somebody with a long name. */
  private samples({ serviceId, words, secondAfterDays }: CampaignRow): CampaignPlan['samples'] {
    const values = this.writing.valuesOf(serviceId, LONG_NAME, ...this.writing.opensNothing());
    const own = words.map(({ language, kind }) => ({ language, kind }));
    const shown = this.writing.standard().filter(({ kind }) => kind === 'invitation' || secondAfterDays > 0);
    return shown.map(({ language, kind }) => {
      const { sms, email } = this.writing.write(words, kind, language, values);
      return {
        language,
        kind,
        sms,
        characters: sms.length,
        parts: smsParts(sms).parts,
        subject: email.subject,
        body: email.paragraphs.join('\n\n'),
        isOwn: own.some((one) => one.language === language && one.kind === kind),
      };
    });
  }

  async toInvite(campaign: CampaignRow): Promise<number> {
    return people(
      (await this.selection.count(campaign, await this.places.all())).filter(({ excluded }) => excluded === null),
    );
  }

  private async verdicts(campaign: CampaignRow, invited: readonly Selected[]): Promise<CampaignPlan['places']> {
    const [free, areas, names] = [await this.room.free(campaign), this.room.areas(campaign), await this.places.all()];
    return names
      .filter(({ id }) => campaign.placeIds.includes(id))
      .map(({ id, slug, name }) => {
        const here = invited.filter(({ placeId }) => placeId === id);
        const sites = new Set(here.flatMap(({ outcode }) => areas.get(outcode ?? '')?.siteIds ?? []));
        const room = [...sites].reduce((sum, siteId) => sum + (free.get(siteId) ?? 0), 0);
        const expected = Math.round((people(here) * campaign.expectedPercent) / 100);
        const verdict = expected > room ? 'short' : expected > room * TIGHT_FROM ? 'tight' : 'enough';
        return { placeId: slug, name, toInvite: people(here), expected, free: room, verdict } as const;
      })
      .filter(({ toInvite }) => toInvite > 0);
  }
}

const people = (rows: readonly Selected[]): number => rows.reduce((sum, row) => sum + row.people, 0);
