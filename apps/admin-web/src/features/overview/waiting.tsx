import { useApiQuery } from '@fairslot/client/react';
import { countHomeVisits, listCampaigns } from '@fairslot/contract';
import { Link } from 'react-router';
import { campaignAddress, homeVisitsAddress } from '../../ui/addresses';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { texts } from '../../ui/texts';

const words = coordinatorTexts.overview;

/** Campaigns that wait for this person's press; nothing where none does. */
export function Waiting() {
  const { data } = useApiQuery(listCampaigns, {}, { refetchInterval: 60_000 });
  const waiting = (data?.items ?? []).filter(({ may }) => may.includes('approve') || may.includes('release'));
  if (waiting.length === 0) return null;
  return (
    <section className="staff-notice" aria-labelledby="waiting">
      <h2 className="nhsuk-heading-s" id="waiting">
        {words.waiting}
      </h2>
      <ul className="staff-plain-list">
        {waiting.map(({ id, name, may }) => (
          <li key={id}>
            <Link to={campaignAddress(id)}>{name}</Link> {may.includes('approve') ? words.toApprove : words.toRelease}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Those who cannot leave home and wait for a call; nothing where nobody does. */
export function HomeVisitsWaiting() {
  const { data } = useApiQuery(countHomeVisits, {}, { refetchInterval: 60_000 });
  if (!data || data.new === 0) return null;
  return (
    <p className="staff-notice">
      {texts.homeVisits.waiting(data.new)} <Link to={homeVisitsAddress}>{texts.homeVisits.toList}</Link>
    </p>
  );
}
