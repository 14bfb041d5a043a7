import { isLocalDate, type LocalDate } from '@fairslot/domain';
import { useEffect } from 'react';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { DateStepper } from '../features/day/date-stepper';
import { DayHeading } from '../features/day/day-heading';
import { DayList } from '../features/day/day-list';
import type { When } from '../features/day/row-acts';
import { readShow } from '../features/day/row-filters';
import { useDay, useDayCache } from '../features/day/use-day';
import { mayAt, useMe } from '../features/session/me';
import { now } from '../ui/clock';
import { dateAt, formatTime } from '../ui/formats';
import { PageTitle } from '../ui/page-title';
import { errorTexts, texts } from '../ui/texts';

const words = texts.day;

export function TodayPage() {
  const me = useMe();
  const { siteId = '' } = useParams();
  const [search] = useSearchParams();
  const asked = search.get('date');
  const date = asked !== null && isLocalDate(asked) ? asked : undefined;
  const { data: day, error, dataUpdatedAt, refetch } = useDay(siteId, date);
  const today = useDayCache(siteId, date).today() ?? dateAt(now());
  const found = useLocation().hash.slice(1) || undefined;
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

function SiteNotFound() {
  return (
    <div className="staff-message">
      <PageTitle page={words.siteNotFound} />
      <h1 className="nhsuk-heading-l">{words.siteNotFound}</h1>
      <p>{words.siteNotFoundNext}</p>
      <p>
        <Link to="/">{words.mySites}</Link>
      </p>
    </div>
  );
}
