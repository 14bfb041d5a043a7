import { isLocalDate, type LocalDate } from '@fairslot/domain';
import { useEffect } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { DayActions } from '../features/day/day-actions';
import { DateStepper } from '../features/day/date-stepper';
import { DayHeading } from '../features/day/day-heading';
import { EndOfDay, isOver } from '../features/day/end-of-day';
import { DayList } from '../features/day/day-list';
import type { When } from '../features/day/row-acts';
import { readShow } from '../features/day/row-filters';
import { StockLine } from '../features/day/stock-line';
import { useDay, useDayCache } from '../features/day/use-day';
import { mayAt, useMe } from '../features/session/me';
import { newClinicAddress } from '../ui/addresses';
import { now, useNow } from '../ui/clock';
import { dateAt, formatLongDate, formatTime } from '../ui/formats';
import { errorTexts, texts } from '../ui/texts';
import { SiteNotFound } from './site-page';

const words = texts.day;

export function TodayPage() {
  const me = useMe();
  const { siteId = '' } = useParams();
  const [search] = useSearchParams();
  const asked = search.get('date');
  const date = asked !== null && isLocalDate(asked) ? asked : undefined;
  const { data: day, error, dataUpdatedAt, refetch } = useDay(siteId, date);
  const today = useDayCache(siteId, date).today() ?? dateAt(now());
  const at = useNow(60_000);
  const { hash, state } = useLocation();
  const found = hash.slice(1) || undefined;
  useScrollTo(found, day !== undefined);

  if (!day && error?.code === 'not_found') return <SiteNotFound />;
  const shownDate = day?.date ?? date ?? today;
  return (
    <>
      <DayHeading siteName={day?.site.name ?? ''} date={shownDate} today={today} summary={day?.summary} />
      {asked !== null && !date && <p className="staff-notice">{words.dateWrong}</p>}
      <DateStepper siteId={siteId} date={shownDate} today={today} />
      <div role="alert">
        {error && error.code !== 'sign_in_required' && (
          <p className="staff-notice staff-notice--warning">
            {day ? words.noConnection(formatTime(new Date(dataUpdatedAt))) : `${errorTexts[error.code]}. `}
            {!day && (
              <button type="button" className="staff-button staff-button--secondary" onClick={() => void refetch()}>
                {texts.tryAgain}
              </button>
            )}
          </p>
        )}
      </div>
      {day && (
        <>
          <StockLine services={day.services} siteId={siteId} />
          <DayActions
            siteId={siteId}
            date={day.date}
            when={whenIs(day.date, today)}
            mayAct={mayAt(me, siteId, 'day:act')}
            mayClose={mayAt(me, siteId, 'clinics:write')}
            mayCall={mayAt(me, siteId, 'calls:act')}
            stranded={day.items.filter(({ stranded }) => stranded).map(({ reference }) => reference)}
            isEmpty={day.items.length === 0}
          />
          <p className="staff-printed">{words.printed(`${formatLongDate(dateAt(at))}, ${formatTime(at)}`, me.name)}</p>
          {day.date <= today && isOver(day, day.date < today, at) && (
            <EndOfDay day={day} siteId={siteId} mayAct={mayAt(me, siteId, 'day:act')} />
          )}
          {day.items.length === 0 && day.services.length === 0 && mayAt(me, siteId, 'clinics:write') && (
            <p>
              {words.emptyNext} <Link to={newClinicAddress(siteId)}>{words.create}</Link>
            </p>
          )}
        </>
      )}
      {day ? (
        <DayList
          key={`${siteId} ${day.date}`}
          day={day}
          siteId={siteId}
          dateAsked={date}
          show={readShow(search.get('show'))}
          when={whenIs(day.date, today)}
          mayAct={mayAt(me, siteId, 'day:act')}
          found={found}
          before={saidIn(state)}
        />
      ) : (
        !error && <p>{texts.loading}</p>
      )}
    </>
  );
}

function whenIs(date: LocalDate, today: LocalDate): When {
  if (date === today) return 'today';
  return date < today ? 'past' : 'future';
}

/** Brings the booking the caller came for into view, once, when the list is there. */
function useScrollTo(id: string | undefined, ready: boolean) {
  useEffect(() => {
    if (id && ready) document.getElementById(id)?.scrollIntoView({ block: 'center' });
  }, [id, ready]);
}

/** What the page before this one did, such as adding a walk-in. */
function saidIn(state: unknown): string {
  const said = typeof state === 'object' && state !== null && 'said' in state ? state.said : undefined;
  return typeof said === 'string' ? said : '';
}
