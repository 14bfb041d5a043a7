import type { ApiProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import { planCampaign, type Campaign, type CampaignPlan } from '@fairslot/contract';
import { useQuery } from '@tanstack/react-query';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { FiguresTable } from '../../ui/figures-table';
import { errorTexts } from '../../ui/texts';
import { PhonePreview } from './phone-preview';

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

export function CampaignPlanView({ query: { data: plan, error } }: { query: ReturnType<typeof usePlan> }) {
  return (
    <section aria-labelledby="plan">
      <h2 className="nhsuk-heading-m" id="plan">
        {words.heading}
      </h2>
      {error && <p className="staff-notice staff-notice--warning">{errorTexts[error.code]}</p>}
      {!plan && !error && <p>{words.working}</p>}
      {plan && <Shown plan={plan} />}
    </section>
  );
}

function Shown({ plan }: { plan: CampaignPlan }) {
  const { selected, excluded, toInvite, ways, places } = plan;
  const left = excluded.filter(({ people }) => people > 0);
  return (
    <>
      <p>{plan.needsApproval ? words.needsApproval : words.needsNone}</p>
      <div className="coord-two">
        <div>
          <FiguresTable
            caption={words.captionWaterfall}
            columns={[words.step, words.people]}
            rows={[
              [words.selected, selected],
              ...left.map(({ reason, people }) => [words.exclusion[reason], -people]),
              [words.toInvite, toInvite],
            ]}
          />
          <FiguresTable
            caption={words.ways}
            columns={[words.step, words.people]}
            rows={(['sms', 'email', 'letter', 'call'] as const).map((way) => [words.way[way], ways[way]])}
          />
        </div>
        <div>
          <h3 className="nhsuk-heading-s">{words.sample}</h3>
          <PhonePreview sample={plan.sample} />
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
