import { useApiQuery } from '@fairslot/client/react';
import { listCampaigns } from '@fairslot/contract';
import { Link } from 'react-router';
import { coordinatorTexts } from '../../ui/coordinator-texts';

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
            <Link to={`/campaigns/${encodeURIComponent(id)}`}>{name}</Link>{' '}
            {may.includes('approve') ? words.toApprove : words.toRelease}
          </li>
        ))}
      </ul>
    </section>
  );
}
