import { useApiQuery } from '@fairslot/client/react';
import { getStandardWords, type Campaign } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { dateAt, formatShortDate, formatTime } from '../../ui/formats';
import { changesOf } from './changes';

const words = coordinatorTexts.campaigns.changes;

/** Before it is approved again: what differs from what was approved last. Nothing where it never was. */
export function SinceApproved({ campaign }: { campaign: Campaign }) {
  const { lastApproved, state } = campaign;
  const isAsked = lastApproved !== null && ['draft', 'awaiting_approval'].includes(state);
  const standard = useApiQuery(getStandardWords, {}, { staleTime: Infinity, enabled: isAsked }).data?.items;
  if (!isAsked || !standard) return null;
  const { at, by } = lastApproved;
  const changes = changesOf(lastApproved, campaign, standard);
  return (
    <section aria-labelledby="changes" className="coord-section">
      <h2 className="nhsuk-heading-m" id="changes">
        {words.heading}
      </h2>
      <p>{words.lead(by, `${formatShortDate(dateAt(at))}, ${formatTime(at)}`)}</p>
      {changes.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <StaffTable caption={words.caption} columns={words.columns}>
          {changes.map(([what, before, after]) => (
            <StaffRow key={what}>
              <StaffCell kind="person" names>
                {what}
              </StaffCell>
              <StaffCell heading={words.columns[1]}>
                <span className="coord-lines">{before}</span>
              </StaffCell>
              <StaffCell heading={words.columns[2]}>
                <span className="coord-lines">{after}</span>
              </StaffCell>
            </StaffRow>
          ))}
        </StaffTable>
      )}
    </section>
  );
}
