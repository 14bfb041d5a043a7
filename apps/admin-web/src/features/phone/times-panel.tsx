import { useApiQuery } from '@fairslot/client/react';
import { listStaffTimes, searchAvailability, type Service } from '@fairslot/contract';
import { sameOptions, type ClinicOption } from '@fairslot/domain';
import { SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';
import type { Caller } from './caller';
import { fittingTimes } from './fitting-times';

const words = texts.phone;
const perDay = 12;

export interface ChosenTime {
  siteId: string;
  siteName: string;
  serviceId: string;
  start: string;
  lengthMinutes: number;
  options?: ClinicOption[] | undefined;
  questions: Service['questions'];
}

/** What is looked for; kept while one caller books for several people one after the other. */
export interface Wish {
  serviceId: string | undefined;
  siteId: string;
  near: string;
  from: string;
}

interface Props {
  siteIds: readonly { id: string; name: string }[];
  services: readonly Service[];
  service: Service | undefined;
  /** Of a booking that is moved: the service stays. */
  isFixed: boolean;
  wish: Wish;
  onWish: (some: Partial<Wish>) => void;
  caller: Pick<Caller, 'people' | 'together'>;
  chosen: ChosenTime | undefined;
  onPick: (time: ChosenTime) => void;
}

/** When and where. Near a postcode the sites are offered by distance; the times are those staff may book. */
export function TimesPanel({ siteIds, services, service, isFixed, wish, onWish, caller, chosen, onPick }: Props) {
  const { siteId, near, from } = wish;
  return (
    <section className="staff-panel" aria-labelledby="times-panel">
      <h2 id="times-panel">{words.times}</h2>
      {!isFixed && (
        <SelectField
          id="phone-service"
          label={words.service}
          choices={services.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={service?.id}
          onChoose={(serviceId) => onWish({ serviceId })}
        />
      )}
      <TextField
        id="near"
        name="near"
        label={words.near}
        hint={words.nearHint}
        value={near}
        onChange={(event) => onWish({ near: event.target.value })}
        autoComplete="off"
        room={10}
      />
      {near.trim().length > 1 && service && (
        <Nearby
          near={near.trim()}
          serviceId={service.id}
          allowed={siteIds}
          siteId={siteId}
          onSite={(id) => onWish({ siteId: id })}
        />
      )}
      <SelectField
        id="phone-site"
        label={words.site}
        choices={siteIds.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={siteId}
        onChoose={(id = siteId) => onWish({ siteId: id })}
      />
      <TextField
        id="phone-from"
        name="from"
        type="date"
        label={words.from}
        value={from}
        onChange={(event) => onWish({ from: event.target.value })}
        room={10}
      />
      <div id="times" tabIndex={-1}>
        {service && (
          <Times
            key={siteId + service.id + from}
            siteId={siteId}
            siteName={siteIds.find(({ id }) => id === siteId)?.name ?? ''}
            service={service}
            from={from}
            caller={caller}
            chosen={chosen}
            onPick={onPick}
          />
        )}
      </div>
    </section>
  );
}

interface NearbyProps {
  near: string;
  serviceId: string;
  allowed: Props['siteIds'];
  siteId: string;
  onSite: (id: string) => void;
}

function Nearby({ near, serviceId, allowed, siteId, onSite }: NearbyProps) {
  const { data, error } = useApiQuery(
    searchAvailability,
    { query: { service: serviceId, near, sort: 'nearest' } },
    { retry: false, staleTime: 10_000 },
  );
  if (error) return <p>{words.nearUnknown}</p>;
  const items = (data?.items ?? []).filter(({ site }) => allowed.some(({ id }) => id === site.id)).slice(0, 6);
  return (
    <ul className="staff-found">
      {items.map(({ site, distanceMetres, free }) => (
        <li key={site.id}>
          <StaffButton kind={site.id === siteId ? 'secondary' : 'plain'} onPress={() => onSite(site.id)}>
            {words.nearSite(site.name, (distanceMetres / 1609).toFixed(1), free)}
          </StaffButton>
        </li>
      ))}
      {data && items.length === 0 && <li>{words.nearNone}</li>}
    </ul>
  );
}

interface TimesProps {
  siteId: string;
  siteName: string;
  service: Service;
  from: string;
  caller: Pick<Caller, 'people' | 'together'>;
  chosen: ChosenTime | undefined;
  onPick: (time: ChosenTime) => void;
}

function Times({ siteId, siteName, service, from, caller, chosen, onPick }: TimesProps) {
  const query = { service: service.id, ...(from && { from }) };
  const { data, error } = useApiQuery(listStaffTimes, { params: { siteId }, query }, { refetchInterval: 20_000 });
  const [shownDays, setShownDays] = useState(3);
  if (error) return <p>{texts.errors[error.code]}</p>;
  if (!data) return <p>{texts.loading}</p>;
  const days = new Map<string, typeof data.items>();
  for (const time of fittingTimes(data.items, caller))
    days.set(dateAt(time.start), [...(days.get(dateAt(time.start)) ?? []), time]);
  if (days.size === 0)
    return <p>{caller.people.length > 1 ? words.noTimesParty(caller.people.length) : words.noTimes}</p>;
  return (
    <>
      {[...days].slice(0, shownDays).map(([date, times]) => (
        <div key={date} className="staff-times">
          <h3>{formatShortWeekday(date)}</h3>
          <ul>
            {times.slice(0, perDay).map(({ start, lengthMinutes, options, free }) => (
              <li key={[start, lengthMinutes, ...(options ?? [])].join(' ')}>
                <button
                  type="button"
                  className="staff-button staff-button--secondary"
                  aria-pressed={
                    chosen?.start === start && chosen.siteId === siteId && sameOptions(chosen.options, options)
                  }
                  onClick={() =>
                    onPick({
                      siteId,
                      siteName,
                      serviceId: service.id,
                      start,
                      lengthMinutes,
                      options,
                      questions: service.questions,
                    })
                  }
                >
                  {[formatTime(start), ...specialWords(options)].join(', ')}
                  <span className="nhsuk-u-visually-hidden"> {words.timeOn(formatShortWeekday(date), free)}</span>
                </button>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {days.size > shownDays && <StaffButton onPress={() => setShownDays(shownDays + 3)}>{words.moreDays}</StaffButton>}
    </>
  );
}
