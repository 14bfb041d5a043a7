import type { ApiProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import { planCampaign, type Campaign, type CampaignPlan } from '@fairslot/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { money } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { languageName } from '../../ui/language-name';
import { errorTexts } from '../../ui/texts';
import { describeHours, nextLeave } from './describe-hours';
import { PlanSamples } from './plan-samples';

const words = coordinatorTexts.campaigns.plan;

/** Reckoned by the API on a POST that writes nothing: people are counted anew whenever it is asked. */
export function usePlan(campaign: Campaign | undefined) {
  const client = useClient();
  return useQuery<CampaignPlan, ApiProblem>({
    queryKey: [planCampaign.name, campaign],
    queryFn: () => client.call(planCampaign, { params: { campaignId: campaign?.id ?? '' } }),
    enabled: campaign !== undefined,
    staleTime: 30_000,
  });
}

interface Props {
  campaign: Campaign;
  query: ReturnType<typeof usePlan>;
}

export function CampaignPlanView({ campaign, query: { data: plan, error } }: Props) {
  return (
    <section aria-labelledby="plan" className="coord-section">
      <h2 className="nhsuk-heading-m" id="plan">
        {words.heading}
      </h2>
      {error && <p className="staff-notice staff-notice--warning">{errorTexts[error.code]}</p>}
      {!plan && !error && <p>{words.working}</p>}
      {plan && <Shown campaign={campaign} plan={plan} />}
    </section>
  );
}

function Shown({ campaign, plan }: { campaign: Campaign; plan: CampaignPlan }) {
  const { selected, excluded, toInvite, ways, places, cost, missingWords } = plan;
  return (
    <>
      <p>
        {plan.needsApproval ? words.needsApproval : words.needsNone} {firstOf(campaign)}
      </p>
      {missingWords.length > 0 && (
        <ul className="staff-notice staff-notice--warning coord-plain">
          {missingWords.map(({ kind, language, people }) => (
            <li key={`${kind} ${language}`}>
              {words.missingWords(coordinatorTexts.campaigns.words.kinds[kind], languageName(language), people)}
            </li>
          ))}
        </ul>
      )}
      <div className="coord-two">
        <div>
          <FiguresTable
            caption={words.captionWaterfall}
            columns={[words.step, words.people]}
            rows={[
              [words.selected, selected],
              ...excluded.map(({ reason, people }) => [words.exclusion[reason], people ? -people : people]),
              [words.toInvite, toInvite],
            ]}
          />
          <p className="staff-none">{words.once}</p>
          <FiguresTable
            caption={words.ways}
            columns={[words.wayColumn, words.people]}
            rows={(['sms', 'email', 'letter', 'call'] as const).map((way) => [words.way[way], ways[way]])}
          />
          <p className="staff-none">
            {words.leaving(describeHours(campaign.hours))} {coordinatorTexts.campaigns.hours.letters}{' '}
            {coordinatorTexts.campaigns.fallback}
          </p>
          <h3 className="nhsuk-heading-s">{words.cost}</h3>
          <p>
            {cost
              ? words.costRange(money(cost.low, cost.currency), money(cost.high, cost.currency))
              : words.costUnknown}
          </p>
          {cost && <Budget campaign={campaign} cost={cost} />}
        </div>
        <div>
          <PlanSamples campaign={campaign} samples={plan.samples} />
        </div>
      </div>
      <h3 className="nhsuk-heading-s">{words.places}</h3>
      {places.length === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <FiguresTable
          caption={words.placesCaption}
          title
          columns={words.placeColumns}
          rows={places.map((place) => [
            place.name,
            place.toInvite,
            place.expected,
            place.free,
            words.verdict[place.verdict],
          ])}
        />
      )}
    </>
  );
}

/** What it costs against what it may cost, for whoever approves it. */
function Budget({ campaign, cost }: { campaign: Campaign; cost: NonNullable<CampaignPlan['cost']> }) {
  const { id, budget } = campaign;
  const { budget: said } = words;
  if (budget === null)
    return (
      <p>
        {said.none} <Link to={`/campaigns/${encodeURIComponent(id)}/progress`}>{said.set}</Link>
      </p>
    );
  const of = (amount: number) => money(amount, cost.currency);
  if (cost.high <= budget) return <p>{said.within(of(budget))}</p>;
  const isOver = cost.low > budget;
  return (
    <p className="staff-notice staff-notice--warning">
      {isOver ? said.over(of(budget), of(cost.low - budget)) : said.perhaps(of(budget), of(cost.high - budget))}
    </p>
  );
}

/** When its first message would leave; of one that was released the acts say it. */
function firstOf(campaign: Campaign): string {
  if (!['draft', 'awaiting_approval', 'approved'].includes(campaign.state)) return '';
  const next = nextLeave(campaign);
  if (next.is === 'later') return words.firstOn(next.when);
  return next.is === 'now' ? words.firstNow : words.noneLeft;
}
