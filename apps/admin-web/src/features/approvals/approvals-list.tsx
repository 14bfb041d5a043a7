import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { approvalAddress } from '../../ui/addresses';
import { formatTime } from '../../ui/formats';
import { texts } from '../../ui/texts';
import { useServices } from '../../ui/use-services';
import { describeChange } from './describe-change';
import { useProposals } from './use-proposals';

const words = texts.secondPerson;

/** What waits for a second person, and what became of the changes of the last day. */
export function ApprovalsList() {
  const { data } = useProposals(true);
  const { nameOf } = useServices();
  if (!data) return <p>{texts.loading}</p>;
  if (data.items.length === 0)
    return (
      <div className="staff-message">
        <p>{words.none}</p>
        <p>{words.noneNext}</p>
      </div>
    );
  const { what, site, who, state } = words.columns;
  return (
    <StaffTable caption={words.caption} columns={[what, site, who, state]}>
      {data.items.map((one) => (
        <StaffRow key={one.id}>
          <StaffCell kind="person" names>
            <Link to={approvalAddress(one.siteId, one.id)}>{describeChange(one.change, nameOf)}</Link>
          </StaffCell>
          <StaffCell heading={site}>{one.siteName}</StaffCell>
          <StaffCell heading={who}>{words.askedBy(one.requestedBy, formatTime(one.requestedAt))}</StaffCell>
          <StaffCell heading={state}>
            {words.states[one.state]}
            {one.state === 'waiting' && ` ${words.until(formatTime(one.expiresAt))}`}
          </StaffCell>
        </StaffRow>
      ))}
    </StaffTable>
  );
}
