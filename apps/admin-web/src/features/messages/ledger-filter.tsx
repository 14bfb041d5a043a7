import type { StaffMe } from '@fairslot/contract';
import { MESSAGE_CHANNELS, MESSAGE_KINDS, MESSAGE_STATES } from '@fairslot/domain';
import { SelectField, TextField } from '@fairslot/ui';
import { FilterForm } from '../../ui/filter-form';
import { messageTexts } from '../../ui/message-texts';
import type { Asked } from './ledger';

const words = messageTexts.ledger;
const named = <T extends string>(all: readonly T[], names: Record<T, string>) =>
  all.map((value) => ({ value, label: names[value] }));

interface Props {
  sites: StaffMe['sites'];
  asked: Asked;
}

/** Day, site, kind, way and state. */
export function LedgerFilter({ sites, asked: { date, query } }: Props) {
  const { siteId: site, kind, channel, state } = query;
  return (
    <FilterForm asked={{ date, site, kind, channel, state }} words={{ show: words.show }}>
      {() => (
        <>
          <TextField type="date" id="date" name="date" label={words.date} required />
          {sites.length > 1 && (
            <SelectField
              id="site"
              label={words.site}
              none={words.everySite}
              choices={sites.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <SelectField
            id="kind"
            label={words.kind}
            none={words.everyKind}
            choices={named(MESSAGE_KINDS, messageTexts.kind)}
          />
          <SelectField
            id="channel"
            label={words.channel}
            none={words.everyChannel}
            choices={named(MESSAGE_CHANNELS, messageTexts.channel)}
          />
          <SelectField
            id="state"
            label={words.state}
            none={words.everyState}
            choices={named(MESSAGE_STATES, messageTexts.state)}
          />
        </>
      )}
    </FilterForm>
  );
}
