import { isProblem } from '@fairslot/client';
import { useApiQuery, useClient } from '@fairslot/client/react';
import {
  approveProposal,
  getDay,
  getProposal,
  getWeek,
  listClosures,
  listProposals,
  refuseProposal,
  withdrawProposal,
  type ChangeFigures,
  type ChangePreview,
  type Proposal,
} from '@fairslot/contract';
import { StaffButton, TextField } from '@fairslot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { callListAddress, clinicAddress, seriesAddress } from '../../ui/addresses';
import { DisplacedList } from '../../ui/displaced-list';
import { EffectFigures } from '../../ui/effect-figures';
import { faultsOf, useFaults } from '../../ui/faults';
import { formatTime } from '../../ui/formats';
import { MessageSamples } from '../../ui/message-samples';
import { texts } from '../../ui/texts';
import { useServices } from '../../ui/use-services';
import { describeChange, newValues } from './describe-change';

const words = texts.secondPerson;
const told = ({ cancelledAndTold, newTimes, toldOfPlace }: ChangeFigures) => cancelledAndTold + newTimes + toldOfPlace;

/** One change that waits for a second person: what it would do now, and the press that does exactly that. */
export function Approval({ siteId, proposalId }: { siteId: string; proposalId: string }) {
  const client = useClient();
  const cache = useQueryClient();
  const faults = useFaults();
  const [effect, setEffect] = useState<ChangeFigures>();
  const [isBusy, setBusy] = useState(false);
  const params = { siteId, proposalId };
  const { data, error, refetch } = useApiQuery(getProposal, { params }, { staleTime: 0, retry: false });

  async function act(call: () => Promise<unknown>) {
    if (isBusy) return;
    setBusy(true);
    faults.report([]);
    try {
      await call();
      for (const read of [listProposals, getDay, getWeek, listClosures])
        void cache.invalidateQueries({ queryKey: [read.name] });
    } catch (failure) {
      faults.report(faultsOf(failure, isProblem(failure, 'invalid') ? 'refusal' : 'decide'));
    } finally {
      void refetch();
      setBusy(false);
    }
  }

  if (error) return <p className="staff-notice staff-notice--warning">{texts.day.siteNotFoundNext}</p>;
  if (!data) return <p>{texts.loading}</p>;
  const { proposal, preview } = data;
  return (
    <>
      {faults.summary}
      <Asked siteId={siteId} proposal={proposal} />
      {effect && (
        <section className="staff-card staff-card--done" aria-live="polite" aria-labelledby="done">
          <h2 id="done">{words.done}</h2>
          <Figures figures={effect} />
          {effect.toCall > 0 && (
            <p>
              <Link className="staff-button staff-button--forward" to={callListAddress(siteId)}>
                {texts.day.actions.callList(effect.toCall)}
              </Link>
            </p>
          )}
        </section>
      )}
      {proposal.state === 'waiting' && !preview && <p className="staff-notice">{words.cannot}</p>}
      {proposal.state === 'waiting' && preview && <Effects proposal={proposal} preview={preview} />}
      {proposal.state === 'waiting' && (
        <div id="decide" tabIndex={-1}>
          {proposal.isYours ? (
            <>
              <p>{words.isYours}</p>
              <StaffButton busy={isBusy} onPress={() => void act(() => client.call(withdrawProposal, { params }))}>
                {words.withdraw}
              </StaffButton>
            </>
          ) : (
            <>
              {preview && (
                <button
                  type="button"
                  className="nhsuk-button nhsuk-button--warning"
                  aria-disabled={isBusy || undefined}
                  onClick={() =>
                    void act(async () => {
                      const body = { version: preview.version, preview: preview.preview };
                      setEffect((await client.call(approveProposal, { params, body })).effect);
                    })
                  }
                >
                  {words.agree}
                </button>
              )}
              <Refuse
                fault={faults.of('refusal')}
                onMissing={() => faults.report([{ field: 'refusal', words: words.refuseMissing }])}
                onRefuse={(reason) => void act(() => client.call(refuseProposal, { params, body: { reason } }))}
              />
            </>
          )}
        </div>
      )}
    </>
  );
}

function Asked({ siteId, proposal }: { siteId: string; proposal: Proposal }) {
  const { change, requestedBy, requestedAt, reason, state, expiresAt, decidedBy, refusal } = proposal;
  const { nameOf } = useServices();
  const values = newValues(change);
  return (
    <section className="staff-card" aria-labelledby="asked">
      <h2 id="asked">{describeChange(change, nameOf)}</h2>
      <p>
        {words.askedBy(requestedBy, formatTime(requestedAt))}. {words.reason(reason)}
      </p>
      <p>
        <strong>
          {words.states[state]}
          {state === 'waiting' && ` ${words.until(formatTime(expiresAt))}`}
        </strong>
        {refusal && `. ${words.refusedBy(decidedBy ?? '', refusal)}`}
        {state === 'approved' && decidedBy && `. ${words.decidedBy(decidedBy)}`}
      </p>
      {'clinicId' in change && <Link to={clinicAddress(siteId, change.clinicId)}>{words.openClinic}</Link>}
      {'seriesId' in change && <Link to={seriesAddress(siteId, change.seriesId)}>{words.openSeries}</Link>}
      {values.length > 0 && (
        <>
          <h3 className="nhsuk-heading-s">{words.newValues}</h3>
          <ul>
            {values.map(([name, value]) => (
              <li key={name}>
                {name}: {value}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Figures({ figures }: { figures: ChangeFigures }) {
  return (
    <>
      {figures.bookings > 0 && <EffectFigures figures={figures} />}
      {figures.toldOfPlace > 0 && <p>{texts.effect.newPlace(figures.toldOfPlace)}</p>}
    </>
  );
}

function Effects({ proposal, preview }: { proposal: Proposal; preview: ChangePreview }) {
  const [before, now] = [told(proposal.figures), told(preview)];
  const { newTimes, cancelledAndTold, toCall } = preview;
  return (
    <>
      <section className="staff-card" aria-labelledby="effect">
        <h2 id="effect">{texts.effect.heading}</h2>
        {before !== now && <p className="staff-notice">{words.hasChanged(before, now)}</p>}
        <Figures figures={preview} />
      </section>
      <DisplacedList people={preview.people} of={newTimes + cancelledAndTold + toCall} />
      <MessageSamples samples={preview.messages} />
    </>
  );
}

function Refuse({
  fault,
  onMissing,
  onRefuse,
}: {
  fault: string | undefined;
  onMissing: () => void;
  onRefuse: (reason: string) => void;
}) {
  const [reason, setReason] = useState('');
  return (
    <form
      noValidate
      className="staff-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === '') onMissing();
        else onRefuse(reason.trim());
      }}
    >
      <TextField
        id="refusal"
        name="refusal"
        label={words.refuseWhy}
        hint={words.refuseHint}
        error={fault}
        value={reason}
        maxLength={200}
        onChange={({ target }) => setReason(target.value)}
      />
      <button type="submit" className="nhsuk-button nhsuk-button--secondary">
        {words.refuse}
      </button>
    </form>
  );
}
