import { useApiQuery } from '@fairslot/client/react';
import { getWeek } from '@fairslot/contract';
import { addDays, addPeriod, isLocalDate } from '@fairslot/domain';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { ClinicDetail } from '../features/clinics/clinic-detail';
import { ClinicWizard } from '../features/clinics/clinic-wizard';
import { SeriesAndClosures } from '../features/clinics/clinics-lists';
import { DayPlan } from '../features/clinics/day-plan';
import { isWizardStep } from '../features/clinics/judge-draft';
import { mondayOf } from '../features/clinics/mondays';
import { MonthGrid } from '../features/clinics/month-grid';
import { SeriesDetail } from '../features/clinics/series-detail';
import { WeekGrid } from '../features/clinics/week-grid';
import { WeekTable } from '../features/clinics/week-table';
import { clinicsAddress, newClinicAddress, type ClinicsView } from '../ui/addresses';
import { now } from '../ui/clock';
import { dateAt, formatLongDate, formatMonth } from '../ui/formats';
import { Loaded } from '../ui/loaded';
import { PageHeading } from '../ui/page-heading';
import { remembered, remember } from '../ui/remembered';
import { texts } from '../ui/texts';
import { NotFoundPage } from '../ui/not-found-page';
import { SitePage } from './site-page';

const words = texts.clinics;
const views = ['day', 'week', 'month', 'list'] as const;

export function ClinicsPage() {
  const [search] = useSearchParams();
  const asked = search.get('date');
  const today = dateAt(now());
  const date = asked !== null && isLocalDate(asked) ? asked : today;
  const view = views.find((one) => one === search.get('view')) ?? 'week';
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName, may }) => (
        <>
          <PageHeading under={siteName}>{words.heading}</PageHeading>
          <div className="staff-tools">
            <nav aria-label={words.chooseView}>
              <ul className="staff-filters">
                {views.map((one) => (
                  <li key={one}>
                    <Link to={clinicsAddress(siteId, one, date)} aria-current={one === view ? 'true' : undefined}>
                      {words.views[one]}
                    </Link>
                  </li>
                ))}
              </ul>
            </nav>
            {may('clinics:write') && (
              <Link className="staff-button staff-button--forward" to={newClinicAddress(siteId)}>
                {words.create}
              </Link>
            )}
          </div>
          {view === 'list' ? (
            <SeriesAndClosures siteId={siteId} today={today} mayWrite={may('clinics:write')} />
          ) : (
            <Calendar
              key={siteId}
              siteId={siteId}
              view={view}
              date={date}
              today={today}
              mayWrite={may('clinics:write')}
            />
          )}
        </>
      )}
    </SitePage>
  );
}

/** Which days are on screen. */
const shownDays = (view: CalendarProps['view'], date: string): string =>
  view === 'month'
    ? formatMonth(date)
    : view === 'week'
      ? words.weekFrom(formatLongDate(mondayOf(date)))
      : formatLongDate(date);

const isNarrow = (): boolean => window.innerWidth <= 640;

interface CalendarProps {
  siteId: string;
  view: Exclude<ClinicsView, 'list'>;
  date: string;
  today: string;
  mayWrite: boolean;
}

function Calendar({ siteId, view, date, today, mayWrite }: CalendarProps) {
  const from = view === 'week' ? mondayOf(date) : date;
  const step = (n: number) =>
    view === 'month'
      ? `${addPeriod(`${date.slice(0, 8)}01`, { months: n })}`
      : addDays(date, n * (view === 'week' ? 7 : 1));
  return (
    <>
      <nav className="staff-stepper" aria-label={texts.day.chooseDay}>
        <Link to={clinicsAddress(siteId, view, step(-1))}>
          <span aria-hidden="true">‹ </span>
          {words.previous}
        </Link>
        <Link to={clinicsAddress(siteId, view)}>{view === 'week' ? words.thisWeek : texts.day.today}</Link>
        <Link to={clinicsAddress(siteId, view, step(1))}>
          {words.next}
          <span aria-hidden="true"> ›</span>
        </Link>
        <span aria-live="polite">{shownDays(view, date)}</span>
      </nav>
      {view === 'month' ? (
        <MonthGrid date={date} siteId={siteId} />
      ) : (
        <Week siteId={siteId} from={from} today={today} view={view} mayWrite={mayWrite} />
      )}
    </>
  );
}

function Week({
  siteId,
  from,
  today,
  view,
  mayWrite,
}: {
  siteId: string;
  from: string;
  today: string;
  view: 'day' | 'week';
  mayWrite: boolean;
}) {
  const query = useApiQuery(getWeek, { params: { siteId }, query: { from } }, { refetchInterval: 30_000 });
  // Of seven days beside each other a narrow screen shows two.
  const [isTable, setTable] = useState(() => (remembered('week') ?? (isNarrow() ? 'table' : 'grid')) === 'table');
  return (
    <Loaded query={query}>
      {(week) =>
        view === 'day' ? (
          <DayPlan week={week} siteId={siteId} mayWrite={mayWrite} />
        ) : (
          <>
            <p className="staff-none">
              {!isTable && words.gridHint}{' '}
              <button
                type="button"
                className="staff-button staff-button--plain"
                onClick={() => {
                  remember('week', isTable ? 'grid' : 'table');
                  setTable(!isTable);
                }}
              >
                {isTable ? words.asGrid : words.asTable}
              </button>
            </p>
            {isTable ? (
              <WeekTable week={week} siteId={siteId} />
            ) : (
              <WeekGrid week={week} siteId={siteId} today={today} />
            )}
            {mayWrite && week.days.every(({ clinics }) => clinics.length === 0) && (
              <p className="staff-empty">
                {words.noneInWeek} <Link to={newClinicAddress(siteId)}>{words.create}</Link>
              </p>
            )}
          </>
        )
      }
    </Loaded>
  );
}

export function NewClinicPage() {
  const { step } = useParams();
  return (
    <SitePage needs="clinics:write">
      {({ siteId, siteName }) =>
        isWizardStep(step) ? (
          // Each page anew: the faults of one are none of the next. What was filled in is kept outside.
          <ClinicWizard key={`${siteId} ${step}`} siteId={siteId} siteName={siteName} step={step} />
        ) : (
          <NotFoundPage />
        )
      }
    </SitePage>
  );
}

export function ClinicPage() {
  const { clinicId = '' } = useParams();
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName, may }) => (
        <ClinicDetail siteId={siteId} siteName={siteName} clinicId={clinicId} mayWrite={may('clinics:write')} />
      )}
    </SitePage>
  );
}

export function SeriesPage() {
  const { seriesId = '' } = useParams();
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName, may }) => (
        <SeriesDetail siteId={siteId} siteName={siteName} seriesId={seriesId} mayWrite={may('clinics:write')} />
      )}
    </SitePage>
  );
}
