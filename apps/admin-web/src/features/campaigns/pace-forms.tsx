import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import { getCampaign, listCampaigns, slowCampaign, stopCampaign, type Campaign } from '@fairslot/contract';
import { StaffButton, TextField } from '@fairslot/ui';
import { useState, type ReactNode } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { errorTexts } from '../../ui/texts';

const words = coordinatorTexts.campaigns;
const refreshed = [getCampaign, listCampaigns];

interface Props {
  campaign: Campaign;
  onDone: () => void;
  onCancel: () => void;
}

/** How many may leave in a day; never more than was approved. */
export function SlowForm({ campaign, onDone, onCancel }: Props) {
  const slow = useApiMutation(slowCampaign, refreshed);
  const [perDay, setPerDay] = useState(String(campaign.perDay));
  const [fault, setFault] = useState<string>();

  async function save() {
    const n = Number(perDay.replace(/[,\s]/g, ''));
    if (!Number.isInteger(n) || n < 1 || n > 500_000) return setFault(words.perDayWrong);
    const refused = await tried(slow.mutateAsync({ params: { campaignId: campaign.id }, body: { perDay: n } }));
    if (!refused) return onDone();
    setFault(refused === 'invalid' ? words.slowMost : errorTexts[refused]);
  }

  return (
    <SmallForm onSave={save} onCancel={onCancel} says={words.slowSave}>
      <TextField
        id="slow"
        name="slow"
        label={words.perDay}
        error={fault}
        room={10}
        inputMode="numeric"
        autoComplete="off"
        value={perDay}
        onChange={({ target }) => setPerDay(target.value)}
      />
    </SmallForm>
  );
}

/** The name is typed, so that nobody stops the wrong one, or this one by mistake. */
export function StopForm({ campaign, onDone, onCancel }: Props) {
  const stop = useApiMutation(stopCampaign, refreshed);
  const [name, setName] = useState('');
  const [fault, setFault] = useState<string>();

  async function save() {
    if (name.trim() !== campaign.name) return setFault(words.typeNameWrong);
    const refused = await tried(stop.mutateAsync({ params: { campaignId: campaign.id }, body: { name } }));
    if (!refused) return onDone();
    setFault(refused === 'invalid' ? words.typeNameWrong : errorTexts[refused]);
  }

  return (
    <SmallForm onSave={save} onCancel={onCancel} says={words.confirmStop}>
      <TextField
        id="stop"
        name="stop"
        label={words.typeName(campaign.name)}
        error={fault}
        autoComplete="off"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
    </SmallForm>
  );
}

/** Why the API refused, or nothing. */
async function tried(call: Promise<unknown>) {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return error.code;
  }
}

interface SmallFormProps {
  onSave: () => Promise<void>;
  onCancel: () => void;
  says: string;
  children: ReactNode;
}

function SmallForm({ onSave, onCancel, says, children }: SmallFormProps) {
  return (
    <form
      className="coord-small-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSave();
      }}
    >
      {children}
      <div className="staff-acts">
        <button type="submit" className="staff-button staff-button--forward">
          {says}
        </button>
        <StaffButton kind="plain" onPress={onCancel}>
          {coordinatorTexts.cancel}
        </StaffButton>
      </div>
    </form>
  );
}
