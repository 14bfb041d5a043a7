import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { CALL_OUTCOMES, listCalls, tickOffCall, type Call } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { bookingAddress } from '../../ui/addresses';
import { dateAt, formatShortDate, formatShortWeekday, formatTime } from '../../ui/formats';
import { fullName } from '../../ui/person';
import { errorTexts, texts } from '../../ui/texts';

const words = texts.callList;
const columns = Object.values(words.columns);

/** Everybody on the site's call list, each ticked off with what came of it: those without a place, and those no message reached. */
export function Unreached({ siteId }: { siteId: string }) {
  const { data, error } = useApiQuery(listCalls, { query: { siteId } }, { refetchInterval: 30_000 });
  if (error) return <p>{errorTexts[error.code]}</p>;
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h2 className="staff-subheading">{words.tickOff}</h2>
      <p>{words.tickOffHint}</p>
      <StaffTable caption={words.tickOff} columns={columns}>
        {data.items.map((call) => (
          <CallRow key={call.id} call={call} siteId={siteId} />
        ))}
      </StaffTable>
    </>
  );
}

function CallRow({ call, siteId }: { call: Call; siteId: string }) {
  const { mutate, isPending } = useApiMutation(tickOffCall, [listCalls]);
  const { id, start, reference, dateOfBirth, service, mobile, landline, email, help } = call;
  const phone = mobile ?? landline;
  return (
    <StaffRow>
      <StaffCell kind="time">{start ? `${formatShortWeekday(dateAt(start))}, ${formatTime(start)}` : ''}</StaffCell>
      <StaffCell kind="person" names>
        {reference ? <Link to={bookingAddress(siteId, reference)}>{fullName(call)}</Link> : fullName(call)}
        <span className="staff-person__facts">
          <span>{texts.day.born(formatShortDate(dateOfBirth))}</span>
        </span>
      </StaffCell>
      <StaffCell heading={words.columns.for}>{service.name}</StaffCell>
      <StaffCell heading={words.columns.contact}>
        {phone ? <a href={`tel:${phone}`}>{phone}</a> : (email ?? words.noContact)}
      </StaffCell>
      <StaffCell heading={words.columns.help}>
        {help.map((need) => texts.help[need] ?? need).join(', ') || texts.day.noHelp}
      </StaffCell>
      <StaffCell kind="action">
        <div className="staff-acts">
          {CALL_OUTCOMES.map((outcome) => (
            <StaffButton
              key={outcome}
              kind={outcome === 'reached' ? 'secondary' : 'plain'}
              busy={isPending}
              onPress={() => mutate({ params: { callId: id }, body: { outcome } })}
            >
              {words.outcomes[outcome]}
              <span className="nhsuk-u-visually-hidden"> {fullName(call)}</span>
            </StaffButton>
          ))}
        </div>
      </StaffCell>
    </StaffRow>
  );
}
