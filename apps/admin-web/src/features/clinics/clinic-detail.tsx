import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { getClinic, getWeek, listClinics, pauseClinic, resumeClinic, type Clinic } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { Link, useNavigate } from 'react-router';
import { clinicsAddress, editAddress, newClinicAddress, seriesAddress, todayAddress } from '../../ui/addresses';
import { now } from '../../ui/clock';
import { putDraft } from '../../ui/drafts';
import { dateAt, formatLongDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { PageHeading } from '../../ui/page-heading';
import { texts } from '../../ui/texts';
import { draftKey, draftLike } from './clinic-draft';
import { ClinicFacts } from './clinic-facts';
import { KeptUntil } from './kept-until';
import { FillBar } from './fill-bar';
import { PauseActs } from './pause-acts';
import { statusOf } from './status-words';

const words = texts.clinics;

interface Props {
  siteId: string;
  siteName: string;
  clinicId: string;
  mayWrite: boolean;
}

export function ClinicDetail({ siteId, siteName, clinicId, mayWrite }: Props) {
  const query = useApiQuery(getClinic, { params: { siteId, clinicId } });
  return (
    <Loaded query={query} isPage>
      {(clinic) => (
        <>
          <PageHeading
            under={siteName}
            back={{ to: clinicsAddress(siteId, 'week', clinic.date), words: words.backToWeek }}
          >
            {words.clinicOn(formatLongDate(clinic.date))}
          </PageHeading>
          <p className="staff-clinic-line">
            <FillBar booked={clinic.taken} capacity={clinic.places} words={words.fill(clinic.taken, clinic.places)} />{' '}
            {clinic.status !== 'open' && <strong className="staff-tag staff-tag--absent">{statusOf(clinic)}</strong>}{' '}
            <Link to={todayAddress(siteId, clinic.date)}>{words.openList}</Link>
          </p>
          {clinic.seriesId && (
            <p>
              {words.ofSeries} <Link to={seriesAddress(siteId, clinic.seriesId)}>{words.openSeries}</Link>
              {clinic.ownChanges.length > 0 && ` ${words.ownChanges}`}
            </p>
          )}
          <ClinicFacts
            siteId={siteId}
            kind="clinics"
            id={clinic.id}
            shown={clinic}
            mayChange={mayWrite && clinic.status !== 'cancelled' && clinic.date >= dateAt(now())}
          />
          {clinic.openTo !== 'everyone' && clinic.status !== 'cancelled' && (
            <KeptUntil siteId={siteId} clinic={clinic} mayWrite={mayWrite && clinic.date >= dateAt(now())} />
          )}
          {mayWrite && <ClinicActs siteId={siteId} clinic={clinic} />}
        </>
      )}
    </Loaded>
  );
}

function ClinicActs({ siteId, clinic }: { siteId: string; clinic: Clinic }) {
  const refreshed = [getClinic, getWeek, listClinics];
  const pause = useApiMutation(pauseClinic, refreshed);
  const resume = useApiMutation(resumeClinic, refreshed);
  const navigate = useNavigate();
  const { id, version, status, date } = clinic;
  const isOver = date < dateAt(now());
  const params = { siteId, clinicId: id };
  return (
    <>
      <ul className="staff-actions">
        <li>
          <StaffButton
            kind="plain"
            onPress={() => {
              putDraft(draftKey(siteId), draftLike(clinic, ''));
              void navigate(newClinicAddress(siteId));
            }}
          >
            {words.copy}
          </StaffButton>
        </li>
        {!isOver && status !== 'cancelled' && (
          <li>
            <Link to={editAddress(siteId, 'clinics', id, 'cancel')}>{words.cancelClinic}</Link>
          </li>
        )}
      </ul>
      {!isOver && status !== 'cancelled' && (
        <PauseActs
          isPaused={status === 'paused'}
          lastDate={date}
          pause={(until) => pause.mutateAsync({ params, body: { version, ...(until && { until }) } })}
          resume={() => resume.mutateAsync({ params, body: { version } })}
          isBusy={pause.isPending || resume.isPending}
        />
      )}
    </>
  );
}
