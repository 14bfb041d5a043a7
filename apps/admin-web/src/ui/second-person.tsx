import { isProblem } from '@fairslot/client';
import { useClient } from '@fairslot/client/react';
import {
  askSecondPerson,
  listProposals,
  type ChangePreview,
  type Proposal,
  type ProposedChange,
} from '@fairslot/contract';
import { TextField } from '@fairslot/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { approvalsAddress } from './addresses';
import { formatTime } from './formats';
import { texts } from './texts';

const words = texts.secondPerson;

interface Props {
  siteId: string;
  change: ProposedChange;
  preview: ChangePreview;
  /** Said already. */
  reason: string;
  onFault: (error: unknown) => void;
  onOutOfDate: () => void;
  onAsked: (proposal: Proposal) => void;
}

/** In place of the last press of a change that is for too many people to be made by one. */
export function AskSecondPerson({ siteId, change, preview, reason, onFault, onOutOfDate, onAsked }: Props) {
  const client = useClient();
  const cache = useQueryClient();
  const [why, setWhy] = useState(reason);
  const [fault, setFault] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { cancelledAndTold, newTimes, toldOfPlace } = preview;

  async function ask() {
    if (isBusy) return;
    if (why.trim() === '') return setFault(words.whyMissing);
    setFault('');
    setBusy(true);
    try {
      const body = { change, preview: preview.preview, reason: why.trim() };
      onAsked(await client.call(askSecondPerson, { params: { siteId }, body }));
      void cache.invalidateQueries({ queryKey: [listProposals.name] });
    } catch (error) {
      if (isProblem(error, 'preview_out_of_date')) onOutOfDate();
      onFault(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className="staff-card" aria-labelledby="second-person">
      <h2 id="second-person">{words.ask}</h2>
      <p>{words.needed(cancelledAndTold, cancelledAndTold + newTimes + toldOfPlace)}</p>
      <p>{words.neededNext}</p>
      <TextField
        id="why"
        name="why"
        label={words.why}
        hint={words.whyHint}
        error={fault || undefined}
        value={why}
        maxLength={200}
        onChange={({ target }) => setWhy(target.value)}
      />
      <button
        id="ask"
        type="button"
        className="nhsuk-button"
        aria-disabled={isBusy || undefined}
        onClick={() => void ask()}
      >
        {words.ask}
      </button>
    </section>
  );
}

/** What stands where the change would have been done. */
export function AskedSecondPerson({ siteName, proposal }: { siteName: string; proposal: Proposal }) {
  return (
    <section className="staff-card" aria-live="polite" aria-labelledby="is-asked">
      <h2 id="is-asked">{words.asked}</h2>
      <p>
        {siteName}. {words.askedUntil(formatTime(proposal.expiresAt))}
      </p>
      <p>{words.askedNext}</p>
      <p>
        <Link to={approvalsAddress}>{words.open}</Link>
      </p>
    </section>
  );
}

/** Why somebody does alone what two should. */
export function UrgentReason({
  n,
  reason,
  onReason,
}: {
  n: number;
  reason: string;
  onReason: (reason: string) => void;
}) {
  return (
    <>
      <p className="staff-notice">{words.urgent(n)}</p>
      <TextField
        id="alone"
        name="alone"
        label={words.aloneWhy}
        hint={words.aloneHint}
        value={reason}
        maxLength={200}
        onChange={({ target }) => onReason(target.value)}
      />
    </>
  );
}
