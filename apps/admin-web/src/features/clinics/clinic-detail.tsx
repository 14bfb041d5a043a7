import { useApiMutation, useApiQuery } from '@fairslot/client/react';
import { getClinic, getWeek, listClinics, pauseClinic, resumeClinic, type Clinic } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { clinicsAddress, editAddress, newClinicAddress, seriesAddress, todayAddress } from '../../ui/addresses';
import { now } from '../../ui/clock';
import { putDraft } from '../../ui/drafts';
import { dateAt, formatLongDate } from '../../ui/formats';
import { Loaded } from '../../ui/loaded';
import { PageHeading } from '../../ui/page-heading';
import { errorTexts, texts } from '../../ui/texts';
import { draftKey, draftLike } from './clinic-draft';
import { ClinicFacts } from './clinic-facts';
import { KeptUntil } from './kept-until';
import { FillBar } from './fill-bar';

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
    <Loaded query={query}>
      {(clinic) => (
        <>
          <PageHeading
            under={siteName}
            back={{ to: clinicsAddress(siteId, 'week', clinic.date), words: words.backToWeek }}
          >
            {words.clinicOn(formatLongDate(clinic.date))}
          </PageHeading>
          <p>
            <FillBar booked={clinic.taken} capacity={clinic.places} words={words.fill(clinic.taken, clinic.places)} />{' '}
            {clinic.status !== 'open' && (
              <strong className="staff-tag staff-tag--absent">{words.status[clinic.status]}</strong>
            )}{' '}
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
  const [said, say] = useState('');
  const { id, version, status, date } = clinic;
  const isOver = date < dateAt(now());
  const flip = (what: typeof pause, done: string) =>
    void what.mutateAsync({ params: { siteId, clinicId: id }, body: { version } }).then(
      () => say(done),
      (error: unknown) =>
        say(error instanceof Error && 'code' in error ? errorTexts[error.code as keyof typeof errorTexts] : ''),
    );
  return (
    <>
      <ul className="staff-actions">
        {!isOver && status === 'open' && (
          <li>
            <StaffButton busy={pause.isPending} onPress={() => flip(pause, words.pausedSaid)}>
              {words.pause}
            </StaffButton>
          </li>
        )}
        {!isOver && status === 'paused' && (
          <li>
            <StaffButton kind="forward" busy={resume.isPending} onPress={() => flip(resume, words.resumedSaid)}>
              {words.resume}
            </StaffButton>
          </li>
        )}
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
      <p>{status === 'open' && !isOver && words.pauseHint}</p>
      <output className="staff-count">{said}</output>
    </>
  );
}
