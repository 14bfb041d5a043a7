import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { endClosure, getDay, getWeek, listClosures, listSeries, type Closure } from '@fairslot/contract';
import { StaffButton, StaffCell, StaffRow, StaffTable } from '@fairslot/ui';
import { Link } from 'react-router';
import { closeAddress, newClinicAddress, seriesAddress } from '../../ui/addresses';
import { formatLocalTime, formatShortDate, weekdayNames } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { PauseServiceForm, ServicePauses } from '../../ui/service-pauses';
import { texts } from '../../ui/texts';
import { useServices } from '../../ui/use-services';

const words = texts.clinics;

/** Series and closures of a site: what repeats, and when it is shut. */
export function SeriesAndClosures({ siteId, today, mayWrite }: { siteId: string; today: string; mayWrite: boolean }) {
  const series = useApiQuery(listSeries, { params: { siteId } });
  const closures = useApiQuery(listClosures, { params: { siteId } });
  const { nameOf } = useServices();
  return (
    <>
      <h2 className="staff-subheading">{words.allSeries}</h2>
      <Loaded query={series}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="staff-empty">
              {words.noSeries} {mayWrite && <Link to={newClinicAddress(siteId)}>{words.create}</Link>}
            </p>
          ) : (
            <StaffTable caption={words.allSeries} columns={Object.values(words.seriesColumns)}>
              {items.map((one) => (
                <StaffRow key={one.id}>
                  <StaffCell kind="person" names>
                    <Link to={seriesAddress(siteId, one.id)}>
                      {weekdayNames(one.weekdays)}, {words.times(formatLocalTime(one.from), formatLocalTime(one.until))}
                    </Link>
                  </StaffCell>
                  <StaffCell heading={words.seriesColumns.dates}>
                    {words.fromTo(formatShortDate(one.startsOn), formatShortDate(one.endsOn))}
                  </StaffCell>
                  <StaffCell heading={words.seriesColumns.services}>{one.serviceIds.map(nameOf).join(', ')}</StaffCell>
                  <StaffCell heading={words.seriesColumns.clinics}>{one.clinics}</StaffCell>
                  <StaffCell heading={words.seriesColumns.exceptions}>{one.exceptions}</StaffCell>
                  <StaffCell kind="status">
                    {one.status === 'open' ? words.status.open : words.status.cancelled}
                  </StaffCell>
                </StaffRow>
              ))}
            </StaffTable>
          )
        }
      </Loaded>
      <h2 className="staff-subheading">{words.closures}</h2>
      <Loaded query={closures}>
        {({ items }) => (
          <>
            {items.length === 0 && <p>{words.noClosures}</p>}
            <ul className="staff-plain-list">
              {items.map((closure) => (
                <ClosureLine key={closure.id} siteId={siteId} closure={closure} mayWrite={mayWrite} />
              ))}
            </ul>
            {mayWrite && (
              <p>
                <Link to={closeAddress(siteId, today)}>{words.addClosure}</Link>
              </p>
            )}
          </>
        )}
      </Loaded>
      <h2 className="staff-subheading">{texts.servicePauses.heading}</h2>
      <ServicePauses siteId={siteId} mayWrite={mayWrite} none={texts.servicePauses.none} />
      {mayWrite && (
        <details className="staff-more">
          <summary>{texts.servicePauses.title}</summary>
          <PauseServiceForm siteId={siteId} />
        </details>
      )}
    </>
  );
}

function ClosureLine({ siteId, closure, mayWrite }: { siteId: string; closure: Closure; mayWrite: boolean }) {
  const { mutate, isPending, error } = useApiMutation(endClosure, [listClosures, getWeek, getDay]);
  const { nameOf } = useServices();
  const { id, from, to, starts, ends, serviceIds, reason, endedAt } = closure;
  const when = words.closedOn(
    from === to ? formatShortDate(from) : words.fromTo(formatShortDate(from), formatShortDate(to)),
    starts && ends ? words.times(formatLocalTime(starts), formatLocalTime(ends)) : words.allDay,
    serviceIds?.map(nameOf).join(', ') ?? '',
  );
  const again = error?.problem.preview?.preview;
  return (
    <li>
      {when}: {reason}.{' '}
      {endedAt ? (
        <em>{words.openedAgain}</em>
      ) : (
        mayWrite && (
          <StaffButton
            kind="plain"
            busy={isPending}
            onPress={() => mutate({ params: { siteId, closureId: id }, body: again ? { preview: again } : {} })}
          >
            {again ? words.reopenAnyway : words.reopen}
            <span className="nhsuk-u-visually-hidden"> {when}</span>
          </StaffButton>
        )
      )}
    </li>
  );
}
