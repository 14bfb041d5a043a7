import { isProblem } from '@fairslot/client';
import { useApiMutation } from '@fairslot/client/react';
import { sendTestMessage, type Campaign, type CampaignPlan } from '@fairslot/contract';
import { SelectField, StaffButton } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { languageName } from '../../ui/language-name';
import { errorTexts } from '../../ui/texts';
import { PhonePreview } from './phone-preview';

const words = coordinatorTexts.campaigns.plan;
const kinds = coordinatorTexts.campaigns.words.kinds;
type Sample = CampaignPlan['samples'][number];

const nameOf = ({ kind, language }: Pick<Sample, 'kind' | 'language'>) =>
  words.whichIs(kinds[kind], languageName(language));

/** Every message as it would be read, and a way to have one sent to oneself. */
export function PlanSamples({ campaign, samples }: { campaign: Campaign; samples: CampaignPlan['samples'] }) {
  const send = useApiMutation(sendTestMessage, []);
  const [at, setAt] = useState(0);
  const [said, say] = useState('');
  const sample = samples[at] ?? samples[0];
  if (!sample) return null;
  const { language, kind } = sample;

  async function sendTest() {
    try {
      const { to } = await send.mutateAsync({ params: { campaignId: campaign.id }, body: { language, kind } });
      say(words.testSent(to));
    } catch (error) {
      if (!isProblem(error)) throw error;
      say(errorTexts[error.code]);
    }
  }

  return (
    <>
      <h3 className="nhsuk-heading-s">{words.sample}</h3>
      <SelectField
        id="sample"
        label={words.which}
        choices={samples.map((one, n) => ({ value: String(n), label: nameOf(one) }))}
        chosen={String(at)}
        onChoose={(chosen) => {
          setAt(Number(chosen));
          say('');
        }}
      />
      <p className="staff-none">{sample.isOwn ? words.own : words.standard}</p>
      <PhonePreview
        text={sample.sms}
        says={`${words.sampleSize(sample.characters, sample.parts)}.`}
        more={words.sampleHint}
      />
      <details className="staff-more">
        <summary>{words.asEmail}</summary>
        <div className="coord-letter" dir="auto" lang={language}>
          <p>
            <strong>{sample.subject}</strong>
          </p>
          {sample.body.split('\n\n').map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </details>
      <p className="coord-gap">
        <StaffButton busy={send.isPending} onPress={() => void sendTest()}>
          {words.sendTest}
        </StaffButton>
      </p>
      <p className="staff-none">{words.sendTestHint}</p>
      <output className="coord-said">{said}</output>
    </>
  );
}
