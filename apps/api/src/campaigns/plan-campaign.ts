import { Inject, Injectable } from '@nestjs/common';
import type { CampaignPlan } from '@fairslot/contract';
import { campaignCost, exclusions, smsParts, suppress, told } from '@fairslot/domain';
import { CONFIG, type Config } from '../platform/config/config';
import { PlaceScope } from '../sites/place-scope.queries';
import type { CampaignRow } from './campaigns.store';
import { JudgeRoom } from './judge-room';
import { type Selected, SelectionQueries } from './selection.queries';
import { needsApproval } from './show-campaign';
import { SpokenQueries } from './spoken.queries';
import { WriteWords } from './write-words';

const LONG_NAME = 'Maximilian';

/** What a campaign would do now: whom it would invite, whom not and why, and whether they would find a time. */
@Injectable()
export class PlanCampaign {
  constructor(
    private readonly selection: SelectionQueries,
    private readonly room: JudgeRoom,
    private readonly places: PlaceScope,
    private readonly writing: WriteWords,
    private readonly spoken: SpokenQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async run(campaign: CampaignRow, seesPeople: boolean): Promise<CampaignPlan> {
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
    const counted: Figures = {
      selected: people(selected),
      excluded: exclusions.map((reason) => ({
        reason,
        people: people(selected.filter(({ excluded }) => excluded === reason)),
      })),
      toInvite,
      ways,
      places: (await this.room.run(campaign, invited)).map(({ people: here, ...place }) => ({
        ...place,
        toInvite: here,
      })),
    };
    const told = seesPeople ? counted : withoutSmall(counted);
    return {
      ...told,
      samples,
      missingWords: await this.spoken.missingWords(campaign),
      // What it costs would tell how many letters there are.
      cost: cost && !Object.values(told.ways).includes(null) ? { ...cost, currency: this.config.CURRENCY } : null,
      needsApproval: needsApproval(campaign.invited + toInvite),
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
    return people(await this.left(campaign));
  }

  /** Whom it would invite now, by home and way. */
  async left(campaign: CampaignRow): Promise<Selected[]> {
    return (await this.selection.count(campaign, await this.places.all())).filter(({ excluded }) => excluded === null);
  }
}

type Figures = Pick<CampaignPlan, 'selected' | 'excluded' | 'toInvite' | 'ways' | 'places'>;

/**
 * The same for somebody who may not see people. Whom not to invite and whom to add up to the selection; ways and Places add up to
 * whom to invite, which is told in more than one way: where it has to hide, the selection is not told in its stead.
 */
function withoutSmall({ selected, excluded, toInvite, ways, places }: Figures): Figures {
  const reasons = excluded.map(({ people: n }) => n ?? 0);
  const hidden = suppress([...reasons, toInvite ?? 0]);
  const isWhole = told(toInvite ?? 0) !== null && hidden.at(-1) === null;
  const names = Object.keys(ways) as (keyof typeof ways)[];
  const byWay = suppress(names.map((name) => ways[name] ?? 0));
  const byPlace = suppress(places.map((place) => place.toInvite ?? 0));
  return {
    selected: isWhole ? null : told(selected ?? 0),
    excluded: excluded.map(({ reason }, at) => ({ reason, people: hidden[at] ?? null })),
    toInvite: told(toInvite ?? 0),
    ways: Object.fromEntries(names.map((name, at) => [name, byWay[at]])) as Figures['ways'],
    places: places.map((place, at) => ({
      ...place,
      toInvite: byPlace[at] ?? null,
      expected: byPlace[at] === null ? null : place.expected,
    })),
  };
}

const people = (rows: readonly Selected[]): number => rows.reduce((sum, row) => sum + row.people, 0);
