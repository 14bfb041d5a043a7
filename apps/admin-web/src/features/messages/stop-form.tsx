import { useApiMutation } from '@fairslot/client/react';
import { listKillSwitches, setKillSwitch, STOPS, watchMessages, type StaffMe } from '@fairslot/contract';
import { MESSAGE_CHANNELS, MESSAGE_KINDS } from '@fairslot/domain';
import { SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { faultsOf, useFaults } from '../../ui/faults';
import { messageTexts } from '../../ui/message-texts';
import { describeStop, type Names } from './describe-stop';

const words = messageTexts.stops;
type What = (typeof STOPS)[number];
interface Draft {
  what: What;
  value: string;
  reason: string;
}

interface Props extends Names {
  /** Where the caller may hold messages back. */
  sites: StaffMe['sites'];
  isRegion: boolean;
  say: (words: string) => void;
}

/** What to hold back and why; then what that means, and a second press. */
export function StopForm({ sites, campaigns, isRegion, say }: Props) {
  const { mutateAsync, isPending } = useApiMutation(setKillSwitch, [listKillSwitches, watchMessages]);
  const faults = useFaults();
  const [what, setWhat] = useState<What>(isRegion ? 'channel' : 'site');
  const [draft, setDraft] = useState<Draft>();
  const [round, setRound] = useState(0);
  const isOffered = (one: What): boolean =>
    one === 'site' ? sites.length > 0 : isRegion && (one !== 'campaign' || campaigns.length > 0);
  const choicesOf: Record<Exclude<What, 'all'>, readonly { id: string; name: string }[]> = {
    channel: MESSAGE_CHANNELS.map((id) => ({ id, name: messageTexts.channel[id] })),
    kind: MESSAGE_KINDS.map((id) => ({ id, name: messageTexts.kind[id] })),
    site: sites,
    campaign: campaigns,
  };

  function check(form: FormData) {
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const wanted = { what, value: what === 'all' ? '' : text('value'), reason: text('reason') };
    const missing = [
      ...(what !== 'all' && wanted.value === '' ? [{ field: 'value', words: words.whichMissing }] : []),
      ...(wanted.reason === '' ? [{ field: 'reason', words: words.reasonMissing }] : []),
    ];
    faults.report(missing);
    if (missing.length === 0) setDraft(wanted);
  }

  async function stop(wanted: Draft) {
    try {
      await mutateAsync({ body: wanted });
      say(words.done(describeStop(wanted, { sites, campaigns })));
      setRound(round + 1);
    } catch (error) {
      faults.report(faultsOf(error, 'reason'));
    }
    setDraft(undefined);
  }

  return (
    <section className="staff-panel" aria-labelledby="stop">
      <h2 id="stop">{words.heading}</h2>
      {faults.summary}
      <form
        key={round}
        hidden={draft !== undefined}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          check(new FormData(event.currentTarget));
        }}
      >
        <SelectField
          id="what"
          label={words.what}
          choices={STOPS.filter(isOffered).map((one) => ({ value: one, label: words.choices[one] }))}
          chosen={what}
          onChoose={(chosen = what) => setWhat(chosen)}
        />
        {what !== 'all' && (
          <SelectField
            key={what}
            id="value"
            label={words.which[what]}
            none={words.choose}
            choices={choicesOf[what].map(({ id, name }) => ({ value: id, label: name }))}
            error={faults.of('value')}
          />
        )}
        <TextField
          id="reason"
          name="reason"
          label={words.reason}
          hint={words.reasonHint}
          error={faults.of('reason')}
          maxLength={200}
          autoComplete="off"
        />
        <button type="submit" className="staff-button staff-button--secondary">
          {words.check}
        </button>
      </form>
      {draft && (
        <Sure
          what={describeStop(draft, { sites, campaigns })}
          isBusy={isPending}
          onYes={() => void stop(draft)}
          onNo={() => setDraft(undefined)}
        />
      )}
    </section>
  );
}

function Sure(props: { what: string; isBusy: boolean; onYes: () => void; onNo: () => void }) {
  const { what, isBusy, onYes, onNo } = props;
  return (
    <section className="staff-notice staff-notice--warning" aria-labelledby="sure">
      <p id="sure">
        <strong>{words.sure(what)}</strong>
      </p>
      <p>{words.sureHint}</p>
      <div className="staff-acts">
        <button
          type="button"
          className="nhsuk-button nhsuk-button--warning"
          aria-disabled={isBusy || undefined}
          onClick={() => !isBusy && onYes()}
        >
          {words.yes}
        </button>
        <StaffButton kind="plain" onPress={onNo}>
          {messageTexts.cancel}
        </StaffButton>
      </div>
    </section>
  );
}
