import { useApiQuery } from '@fairslot/client/react';
import { listAudit, type AuditRow } from '@fairslot/contract';
import { StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { useState } from 'react';
import { Link } from 'react-router';
import { bookingAddress, campaignAddress, clinicAddress } from '../../ui/addresses';
import { auditTexts as words } from '../../ui/audit-texts';
import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { ShowMore } from '../../ui/show-more';
import { actOf } from './describe-details';
import { SaveRows } from './save-rows';
import type { Asked } from './use-asked';
import { useFacts } from './use-facts';

const columns = Object.values(words.columns);
/** A first page read anew would begin later, and what lies between it and the second would be missing. A visit later reads anew. */
const AS_READ = { staleTime: Infinity, gcTime: 0 };

/** Acts, the newest first, fifty at a time. What was done does not change, so no page is read twice. */
export function AuditRows({ asked }: { asked: Asked }) {
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const last = useApiQuery(listAudit, { query: { ...asked, cursor: cursors.at(-1) } }, AS_READ);
  if (cursors.length === 1 && last.data?.items.length === 0)
    return <p>{Object.values(asked).some(Boolean) ? words.noneChosen : words.none}</p>;
  return (
    <>
      {(last.data || cursors.length > 1) && (
        <StaffTable caption={words.caption} columns={columns}>
          {cursors.map((cursor) => (
            <Part key={cursor ?? ''} asked={asked} cursor={cursor} />
          ))}
        </StaffTable>
      )}
      <Loaded query={last}>{() => null}</Loaded>
      <p className="staff-acts staff-audit-acts">
        <ShowMore pages={cursors.length} query={last} onMore={(next) => setCursors([...cursors, next])}>
          {words.more}
        </ShowMore>
        <SaveRows asked={asked} pages={cursors.length} />
      </p>
    </>
  );
}

function Part({ asked, cursor }: { asked: Asked; cursor: string | undefined }) {
  const { data } = useApiQuery(listAudit, { query: { ...asked, cursor } }, AS_READ);
  return data?.items.map((row, n) => <Row key={`${row.at} ${n}`} row={row} />);
}

function Row({ row: { at, action, by, site, about, reference, requestId, details } }: { row: AuditRow }) {
  const facts = useFacts()(details);
  const idOf = (key: string) => (typeof details[key] === 'string' ? details[key] : undefined);
  const [clinic, campaign] = [idOf('clinic'), idOf('campaignId')];
  return (
    <StaffRow>
      <StaffCell kind="time">
        {formatShortWeekday(dateAt(at))}, {formatTime(at)}
      </StaffCell>
      <StaffCell kind="person" names>
        <span className="staff-person__name">{actOf(action)}</span>
        {about && <span className="staff-person__facts">{words.about(about)}</span>}
        {(facts.length > 0 || requestId) && (
          <details className="staff-audit-details">
            <summary>
              {words.details}
              <span className="nhsuk-u-visually-hidden">: {actOf(action)}</span>
            </summary>
            <dl>
              {facts.map(([name, says]) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{says}</dd>
                </div>
              ))}
              {requestId && (
                <div>
                  <dt>{words.request}</dt>
                  <dd className="staff-audit-request">{requestId}</dd>
                </div>
              )}
            </dl>
            {clinic && site && <Link to={clinicAddress(site.id, clinic)}>{words.openClinic}</Link>}
            {campaign && <Link to={campaignAddress(campaign)}>{words.openCampaign}</Link>}
          </details>
        )}
      </StaffCell>
      <StaffCell heading={words.columns.who}>{words.by(by)}</StaffCell>
      <StaffCell heading={words.columns.site}>{site?.name ?? words.noSite}</StaffCell>
      {reference && site ? (
        <StaffCell heading={words.columns.reference}>
          <Link to={bookingAddress(site.id, reference)}>{reference}</Link>
        </StaffCell>
      ) : (
        <StaffCell kind="empty">{''}</StaffCell>
      )}
    </StaffRow>
  );
}
