import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { getClinic, getSeries, getWeek, listClinics, pauseSeries, resumeSeries } from '@fairslot/contract';
import { addPeriod } from '@fairslot/domain';
import { StaffButton } from '@fairslot/ui';
import { Link, useNavigate } from 'react-router';
import { clinicAddress, clinicsAddress, editAddress, newClinicAddress } from '../../ui/addresses';
import { putDraft } from '../../ui/drafts';
import { formatLongDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { PageHeading } from '../../ui/page-heading';
import { texts } from '../../ui/texts';
import { draftKey, draftLike } from './clinic-draft';
import { ClinicFacts } from './clinic-facts';
import { PauseActs } from './pause-acts';
import { statusOf } from './status-words';

const words = texts.clinics;
const refreshed = [getSeries, getClinic, getWeek, listClinics] as const;

export function SeriesDetail({
  siteId,
  siteName,
  seriesId,
  mayWrite,
}: {
  siteId: string;
  siteName: string;
  seriesId: string;
  mayWrite: boolean;
}) {
  const query = useApiQuery(getSeries, { params: { siteId, seriesId } });
  const pause = useApiMutation(pauseSeries, refreshed);
  const resume = useApiMutation(resumeSeries, refreshed);
  const params = { siteId, seriesId };
  const navigate = useNavigate();
  return (
    <Loaded query={query} isPage>
      {(series) => (
        <>
          <PageHeading under={siteName} back={{ to: clinicsAddress(siteId, 'list'), words: words.backToList }}>
            {words.seriesHeading}
          </PageHeading>
          {series.status === 'cancelled' && <p className="staff-notice">{words.seriesCancelled}</p>}
          {series.status === 'paused' && <p className="staff-notice">{words.seriesPaused(statusOf(series))}</p>}
          <ClinicFacts
            siteId={siteId}
            kind="series"
            id={series.id}
            shown={series}
            mayChange={mayWrite && series.status !== 'cancelled'}
          />
          {mayWrite && (
            <ul className="staff-actions">
              <li>
                <StaffButton
                  kind="plain"
                  onPress={() => {
                    const next = {
                      startsOn: addPeriod(series.startsOn, { months: 12 }),
                      endsOn: addPeriod(series.endsOn, { months: 12 }),
                    };
                    putDraft(draftKey(siteId), { ...draftLike(series, next.startsOn, series.weekdays), ...next });
                    void navigate(newClinicAddress(siteId));
                  }}
                >
                  {words.copySeason}
                </StaffButton>
              </li>
              {series.status !== 'cancelled' && (
                <li>
                  <Link to={editAddress(siteId, 'series', series.id, 'cancel')}>{words.cancelSeries}</Link>
                </li>
              )}
            </ul>
          )}
          {mayWrite && series.status !== 'cancelled' && series.dates.length > 0 && (
            <PauseActs
              isPaused={series.status === 'paused' || series.dates.some(({ status }) => status === 'paused')}
              lastDate={series.endsOn}
              pause={(until) =>
                pause.mutateAsync({ params, body: { version: series.version, ...(until && { until }) } })
              }
              resume={() => resume.mutateAsync({ params, body: { version: series.version } })}
              isBusy={pause.isPending || resume.isPending}
            />
          )}
          <h2 className="staff-subheading">{words.dates(series.dates.length)}</h2>
          <ul className="staff-columns">
            {series.dates.map(({ clinicId, date, status, pausedUntil, ownChanges }) => (
              <li key={clinicId}>
                <Link to={clinicAddress(siteId, clinicId)}>{formatLongDate(date)}</Link>{' '}
                {status !== 'open' && statusOf({ status, pausedUntil })} {ownChanges.length > 0 && words.exception}
              </li>
            ))}
          </ul>
        </>
      )}
    </Loaded>
  );
}
