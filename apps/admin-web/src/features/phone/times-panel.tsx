import { useApiQuery } from '@fairslot/client/react';
import { listServices, listStaffTimes, searchAvailability, type Hold, type Service } from '@fairslot/contract';
import { CheckboxesField, SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { dateAt, formatShortWeekday, formatTime } from '../../ui/formats';
import { texts } from '../../ui/texts';
import type { Caller } from './phone-booking';

const words = texts.phone;
const perDay = 12;

export interface ChosenTime {
  siteId: string;
  siteName: string;
  serviceId: string;
  start: string;
  lengthMinutes: number;
  questions: Service['questions'];
}

interface Props {
  siteIds: readonly { id: string; name: string }[];
  homeSiteId: string;
  /** Of a booking that is moved: the service stays. */
  fixedService: string | undefined;
  caller: Caller;
  change: (some: Partial<Caller>) => void;
  chosen: ChosenTime | undefined;
  held: Hold | undefined;
  onPick: (time: ChosenTime) => void;
}

/** When and where. Near a postcode the sites are offered by distance; the times are those staff may book. */
export function TimesPanel({ siteIds, homeSiteId, fixedService, caller, change, chosen, onPick }: Props) {
  const { data: services } = useApiQuery(listServices, {}, { staleTime: 60_000 });
  const [picked, setPicked] = useState<string>();
  const [siteId, setSite] = useState(homeSiteId);
  const [near, setNear] = useState('');
  const [from, setFrom] = useState('');
  const serviceId = fixedService ?? picked ?? services?.items[0]?.id;
  const service = services?.items.find(({ id }) => id === serviceId);
  return (
    <section className="staff-panel" aria-labelledby="times-panel">
      <h2 id="times-panel">{words.times}</h2>
      {!fixedService && (
        <SelectField
          id="phone-service"
          label={words.service}
          choices={services?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
          chosen={serviceId}
          onChoose={setPicked}
        />
      )}
      {service && <Questions service={service} caller={caller} change={change} />}
      <TextField
        id="near"
        name="near"
        label={words.near}
        hint={words.nearHint}
        value={near}
        onChange={(event) => setNear(event.target.value)}
        autoComplete="off"
        room={10}
      />
      {near.trim().length > 1 && serviceId && (
        <Nearby near={near.trim()} serviceId={serviceId} allowed={siteIds} siteId={siteId} onSite={setSite} />
      )}
      <SelectField
        id="phone-site"
        label={words.site}
        choices={siteIds.map(({ id, name }) => ({ value: id, label: name }))}
        chosen={siteId}
        onChoose={(chosen = siteId) => setSite(chosen)}
      />
      <TextField
        id="phone-from"
        name="from"
        type="date"
        label={words.from}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
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
            chosen={chosen}
            onPick={onPick}
          />
        )}
      </div>
    </section>
  );
}

function Questions({
  service,
  caller,
  change,
}: {
  service: Service;
  caller: Caller;
  change: (some: Partial<Caller>) => void;
}) {
  const yesNo = service.questions.filter(({ kind }) => kind === 'yes_no');
  const code = service.questions.find(({ kind }) => kind === 'code');
  return (
    <>
      {code && (
        <TextField
          id="code"
          name="code"
          label={code.label}
          hint={code.hint}
          value={caller.code}
          onChange={(event) => change({ code: event.target.value })}
          isCode
          room={20}
          autoComplete="off"
        />
      )}
      {yesNo.length > 0 && (
        <CheckboxesField
          name="yes"
          label={words.questions}
          chosen={caller.yes}
          choices={yesNo.map(({ id, label }) => ({ value: id, label }))}
          onChoose={(yes) => change({ yes })}
        />
      )}
    </>
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
  chosen: ChosenTime | undefined;
  onPick: (time: ChosenTime) => void;
}

function Times({ siteId, siteName, service, from, chosen, onPick }: TimesProps) {
  const query = { service: service.id, ...(from && { from }) };
  const { data, error } = useApiQuery(listStaffTimes, { params: { siteId }, query }, { refetchInterval: 20_000 });
  const [shownDays, setShownDays] = useState(3);
  if (error) return <p>{texts.errors[error.code]}</p>;
  if (!data) return <p>{texts.loading}</p>;
  const days = new Map<string, typeof data.items>();
  for (const time of data.items) days.set(dateAt(time.start), [...(days.get(dateAt(time.start)) ?? []), time]);
  if (days.size === 0) return <p>{words.noTimes}</p>;
  return (
    <>
      {[...days].slice(0, shownDays).map(([date, times]) => (
        <div key={date} className="staff-times">
          <h3>{formatShortWeekday(date)}</h3>
          <ul>
            {times.slice(0, perDay).map(({ start, lengthMinutes, free }) => (
              <li key={start + lengthMinutes}>
                <button
                  type="button"
                  className="staff-button staff-button--secondary"
                  aria-pressed={chosen?.start === start && chosen.siteId === siteId}
                  onClick={() =>
                    onPick({
                      siteId,
                      siteName,
                      serviceId: service.id,
                      start,
                      lengthMinutes,
                      questions: service.questions,
                    })
                  }
                >
                  {formatTime(start)}
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
