import type { Campaign } from '@fairslot/contract';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { describeDates } from './describe-dates';
import { describeHours } from './describe-hours';
import { milesOf } from './read-terms';
import { StateTag } from './state-tag';

const words = coordinatorTexts.campaigns;

/** What the campaign is, and whose hands it went through. */
export function CampaignSummary({ campaign }: { campaign: Campaign }) {
  const { row } = words;
  const rows = [
    [row.service, campaign.service.name],
    [
      row.cohort,
      <Link key="cohort" to={`/cohorts/${encodeURIComponent(campaign.cohort.id)}`}>
        {words.version(campaign.cohort.name, campaign.cohort.version)}
      </Link>,
    ],
    [row.dates, describeDates(campaign)],
    [row.mode, `${words.modes[campaign.mode].label}. ${words.perDayIs(campaign.perDay)}`],
    [row.hours, `${describeHours(campaign.hours)}. ${words.hours.letters}`],
    [row.reach, `${words.expected(campaign.expectedPercent)}. ${words.within(milesOf(campaign.withinKm))}`],
    [row.second, words.second(campaign.secondAfterDays)],
    [row.author, campaign.author],
    [row.approved, campaign.approvedBy ?? words.nobody],
    [row.released, campaign.releasedBy ?? words.nobody],
    [row.state, <StateTag key="state" state={campaign.state} />],
  ] as const;
  return (
    <section aria-labelledby="summary">
      <h2 className="nhsuk-heading-s" id="summary">
        {words.summary}
      </h2>
      <dl className="coord-summary">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
