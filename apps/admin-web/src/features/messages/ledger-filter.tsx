import type { StaffMe } from '@fairslot/contract';
import { MESSAGE_CHANNELS, MESSAGE_KINDS, MESSAGE_STATES } from '@fairslot/domain';
import { SelectField, TextField } from '@fairslot/ui';
import { useSearchParams } from 'react-router';
import { messageTexts } from '../../ui/message-texts';
import type { Asked } from './ledger';

const words = messageTexts.ledger;
const FIELDS = ['date', 'site', 'kind', 'channel', 'state'] as const;
const named = <T extends string>(all: readonly T[], names: Record<T, string>) =>
  all.map((value) => ({ value, label: names[value] }));

interface Props {
  sites: StaffMe['sites'];
  asked: Asked;
}

/** Day, site, kind, way and state. Asked for by a press, so that nothing changes under somebody's hands. */
export function LedgerFilter({ sites, asked: { date, query } }: Props) {
  const [, setSearch] = useSearchParams();
  return (
    <form
      className="staff-filter"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const chosen = FIELDS.flatMap((field) => {
          const value = form.get(field);
          return typeof value === 'string' && value !== '' ? [[field, value] as const] : [];
        });
        setSearch(Object.fromEntries(chosen));
      }}
    >
      <TextField type="date" id="date" name="date" label={words.date} defaultValue={date} required />
      {sites.length > 1 && (
        <SelectField
          id="site"
          label={words.site}
          none={words.everySite}
          choices={sites.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={query.siteId}
        />
      )}
      <SelectField
        id="kind"
        label={words.kind}
        none={words.everyKind}
        choices={named(MESSAGE_KINDS, messageTexts.kind)}
        chosen={query.kind}
      />
      <SelectField
        id="channel"
        label={words.channel}
        none={words.everyChannel}
        choices={named(MESSAGE_CHANNELS, messageTexts.channel)}
        chosen={query.channel}
      />
      <SelectField
        id="state"
        label={words.state}
        none={words.everyState}
        choices={named(MESSAGE_STATES, messageTexts.state)}
        chosen={query.state}
      />
      <button type="submit" className="staff-button staff-button--secondary">
        {words.show}
      </button>
    </form>
  );
}
