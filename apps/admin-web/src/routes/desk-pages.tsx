import { useApiQuery } from '@fairslot/client/react';
import { getDay, getSeries, getClinic } from '@fairslot/contract';
import { isLocalDate } from '@fairslot/domain';
import type { ComponentType } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { BookingDetail } from '../features/booking/booking-detail';
import { BookingMessages } from '../features/messages/booking-messages';
import '../features/messages/messages.scss';
import { ChangeJourney, changeable } from '../features/clinics/change-journey';
import { BlockTime } from '../features/closing/block-time';
import { CallList } from '../features/closing/call-list';
import { CloseDay } from '../features/closing/close-day';
import { isCloseStep } from '../features/closing/closing';
import { ExportDay } from '../features/day/export-day';
import { PaperList } from '../features/day/paper-list';
import { WalkInForm } from '../features/day/walk-in-form';
import { StockList } from '../features/stock/stock-list';
import { todayAddress } from '../ui/addresses';
import { now } from '../ui/clock';
import { dateAt, formatLongDate } from '../ui/formats';
import { Loaded } from '../ui/loaded';
import { PageHeading } from '../ui/page-heading';
import { fullName } from '../ui/person';
import { texts } from '../ui/texts';
import { useServices } from '../ui/use-services';
import { NotFoundPage } from '../ui/not-found-page';
import { SitePage } from './site-page';

function useDate(): string {
  const [search] = useSearchParams();
  const asked = search.get('date');
  return asked !== null && isLocalDate(asked) ? asked : dateAt(now());
}

export function WalkInPage() {
  const navigate = useNavigate();
  return (
    <SitePage needs="day:act">
      {({ siteId, siteName }) => (
        <WalkInForm
          siteId={siteId}
          siteName={siteName}
          onAdded={({ row, tookPlace }) => {
            const said = (tookPlace ? texts.walkIn.added : texts.walkIn.addedExtra)(fullName(row));
            void navigate(todayAddress(siteId, null, row.reference), { state: { said } });
          }}
        />
      )}
    </SitePage>
  );
}

export function BlockPage() {
  const date = useDate();
  return (
    <SitePage needs="clinics:write">
      {({ siteId, siteName }) => <BlockTime siteId={siteId} siteName={siteName} date={date} />}
    </SitePage>
  );
}

export function ClosePage() {
  const date = useDate();
  const [search] = useSearchParams();
  const step = search.get('step');
  return (
    <SitePage needs="clinics:write">
      {({ siteId, siteName }) => (
        <CloseDay
          key={date}
          siteId={siteId}
          siteName={siteName}
          date={date}
          step={isCloseStep(step) ? step : 'reason'}
        />
      )}
    </SitePage>
  );
}

export function PaperPage() {
  return <DayPage heading={texts.paper.heading} Contents={Paper} />;
}

export function ExportPage() {
  return <DayPage heading={texts.exportDay.heading} Contents={ExportDay} />;
}

interface DayPageProps {
  heading: string;
  Contents: ComponentType<{ siteId: string; date: string }>;
}

/** A page about one day of one site, with the way back to its list. */
function DayPage({ heading, Contents }: DayPageProps) {
  const date = useDate();
  return (
    <SitePage needs="day:act">
      {({ siteId, siteName }) => (
        <>
          <PageHeading
            under={`${siteName}, ${formatLongDate(date)}`}
            back={{ to: todayAddress(siteId, date), words: texts.booking.back }}
          >
            {heading}
          </PageHeading>
          <Contents siteId={siteId} date={date} />
        </>
      )}
    </SitePage>
  );
}

function Paper({ siteId, date }: { siteId: string; date: string }) {
  const query = useApiQuery(getDay, { params: { siteId }, query: { date } });
  return <Loaded query={query}>{(day) => <PaperList day={day} siteId={siteId} />}</Loaded>;
}

export function CallListPage() {
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName, may }) => (
        <>
          <PageHeading under={siteName} back={{ to: todayAddress(siteId), words: texts.clinics.backToToday }}>
            {texts.callList.heading}
          </PageHeading>
          <CallList siteId={siteId} mayWrite={may('bookings:write')} mayCall={may('calls:act')} />
        </>
      )}
    </SitePage>
  );
}

export function BookingPage() {
  const { reference = '' } = useParams();
  return (
    <SitePage needs="bookings:search">
      {({ siteId, may }) => (
        <>
          <BookingDetail
            siteId={siteId}
            reference={reference}
            mayAct={may('day:act')}
            mayWrite={may('bookings:write')}
          />
          {may('messages:read') && <BookingMessages reference={reference} mayWrite={may('messages:write')} />}
        </>
      )}
    </SitePage>
  );
}

export function StockPage() {
  const { data: day } = useApiQuery(getDay, { params: { siteId: useParams()['siteId'] ?? '' }, query: {} });
  const { all } = useServices();
  const vaccines = all.filter(({ kind }) => kind === 'vaccine');
  const here = vaccines.filter(({ id }) => day?.services.some((one) => one.id === id));
  return (
    <SitePage needs="day:read">
      {({ siteId, siteName, may }) => (
        <>
          <PageHeading under={siteName}>{texts.stock.heading}</PageHeading>
          <StockList
            siteId={siteId}
            services={[...here, ...vaccines.filter((one) => !here.includes(one))]}
            mayAct={may('day:act')}
            mayPause={may('clinics:write')}
          />
        </>
      )}
    </SitePage>
  );
}

export function EditClinicPage() {
  const { clinicId = '', what } = useParams();
  const part = changeable.find((one) => one === what);
  return (
    <SitePage needs="clinics:write">
      {({ siteId, siteName }) =>
        part ? <EditClinic siteId={siteId} siteName={siteName} clinicId={clinicId} what={part} /> : <NotFoundPage />
      }
    </SitePage>
  );
}

type Part = (typeof changeable)[number];

function EditClinic({
  siteId,
  siteName,
  clinicId,
  what,
}: {
  siteId: string;
  siteName: string;
  clinicId: string;
  what: Part;
}) {
  const query = useApiQuery(getClinic, { params: { siteId, clinicId } });
  return (
    <Loaded query={query} isPage>
      {(shown) => <ChangeJourney siteId={siteId} siteName={siteName} target={{ kind: 'clinics', shown }} what={what} />}
    </Loaded>
  );
}

export function EditSeriesPage() {
  const { seriesId = '', what } = useParams();
  const [search] = useSearchParams();
  const from = search.get('from');
  const part = changeable.find((one) => one === what);
  return (
    <SitePage needs="clinics:write">
      {({ siteId, siteName }) =>
        part ? (
          <EditSeries
            siteId={siteId}
            siteName={siteName}
            seriesId={seriesId}
            what={part}
            fromDate={from !== null && isLocalDate(from) ? from : null}
          />
        ) : (
          <NotFoundPage />
        )
      }
    </SitePage>
  );
}

interface EditSeriesProps {
  siteId: string;
  siteName: string;
  seriesId: string;
  what: Part;
  fromDate: string | null;
}

function EditSeries({ siteId, siteName, seriesId, what, fromDate }: EditSeriesProps) {
  const query = useApiQuery(getSeries, { params: { siteId, seriesId } });
  return (
    <Loaded query={query} isPage>
      {(shown) => (
        <ChangeJourney siteId={siteId} siteName={siteName} target={{ kind: 'series', shown, fromDate }} what={what} />
      )}
    </Loaded>
  );
}
