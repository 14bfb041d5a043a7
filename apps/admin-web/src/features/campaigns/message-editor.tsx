import { useApiQuery } from '@fairslot/client/react';
import { getStandardWords } from '@fairslot/contract';
import {
  faultsOfWords,
  fillWords,
  invitationKinds,
  MOST_PARTS,
  plainSigns,
  smsParts,
  wordMarks,
  type CampaignWords,
  type InvitationKind,
  type WordValues,
} from '@fairslot/domain';
import { FormGroup, SelectField, StaffButton, TextField } from '@fairslot/ui';
import { useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { languageName } from '../../ui/language-name';
import { Loaded } from '../../ui/loaded';
import { PhonePreview } from './phone-preview';

const words = coordinatorTexts.campaigns.words;

interface Props {
  /** Messages in words of the campaign's own; the others have the standard ones. */
  own: readonly CampaignWords[];
  onChange: (own: CampaignWords[]) => void;
  errorOf: (field: string) => string | undefined;
}

/** The messages of a campaign, one language and one message at a time, with their size and their look as they are typed. */
export function MessageEditor(props: Props) {
  const query = useApiQuery(getStandardWords, {}, { staleTime: Infinity });
  return (
    <Loaded query={query}>
      {({ items, longest }) => <Editor standard={items} longest={longest as WordValues} {...props} />}
    </Loaded>
  );
}

function Editor({
  standard,
  longest,
  own,
  onChange,
  errorOf,
}: Props & { standard: readonly CampaignWords[]; longest: WordValues }) {
  const [language, setLanguage] = useState(standard[0]?.language ?? 'en');
  const [kind, setKind] = useState<InvitationKind>('invitation');
  const isThis = (one: CampaignWords) => one.language === language && one.kind === kind;
  const mine = own.find(isThis);
  const shown = mine ?? standard.find(isThis);
  if (!shown) return null;
  const others = own.filter((one) => !isThis(one));
  const change = (some: Partial<CampaignWords>) => onChange([...others, { ...shown, ...some }]);
  const faults = mine ? faultsOfWords(mine, longest) : [];
  const faultOf = (field: 'sms' | 'subject' | 'body') => {
    const fault = faults.find((one) => one.field === field);
    return fault ? words.fault[fault.code](fault.found ?? '') : errorOf(`words-${field}`);
  };
  const isFine = faults.some(({ code }) => code === 'sign_fine');
  const languages = [...new Set(standard.map((one) => one.language))];
  return (
    <>
      <p>{words.lead}</p>
      <div className="staff-form__pair">
        <SelectField
          id="words-language"
          label={words.language}
          choices={languages.map((code) => ({ value: code, label: languageName(code) }))}
          chosen={language}
          onChoose={(chosen = language) => setLanguage(chosen)}
        />
        <SelectField
          id="words-kind"
          label={words.kind}
          choices={invitationKinds.map((one) => ({ value: one, label: words.kinds[one] }))}
          chosen={kind}
          onChoose={(chosen = kind) => setKind(chosen)}
        />
      </div>
      <p className="staff-none">
        {mine ? words.isOwn : words.isStandard}. {words.marks(wordMarks.map((mark) => `{${mark}}`).join(', '))}
      </p>
      <div className="coord-two">
        <div lang={language} dir="auto">
          <WordsBox
            id="words-sms"
            label={words.sms}
            rows={5}
            value={shown.sms}
            error={faultOf('sms')}
            onChange={(sms) => change({ sms })}
          />
          {isFine && <StaffButton onPress={() => change({ sms: plainSigns(shown.sms) })}>{words.plain}</StaffButton>}
          <TextField
            id="words-subject"
            name="words-subject"
            label={words.subject}
            error={faultOf('subject')}
            autoComplete="off"
            maxLength={200}
            value={shown.subject}
            onChange={({ target }) => change({ subject: target.value })}
          />
          <WordsBox
            id="words-body"
            label={words.body}
            hint={words.bodyHint}
            rows={10}
            value={shown.body}
            error={faultOf('body')}
            onChange={(body) => change({ body })}
          />
          {mine && (
            <StaffButton kind="plain" onPress={() => onChange(others)}>
              {words.back}
            </StaffButton>
          )}
        </div>
        <Preview sms={shown.sms} longest={longest} />
      </div>
    </>
  );
}

interface BoxProps {
  id: string;
  label: string;
  hint?: string;
  rows: number;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function WordsBox({ id, label, hint, rows, value, error, onChange }: BoxProps) {
  return (
    <FormGroup id={id} label={label} hint={hint} error={error}>
      <textarea
        className={`nhsuk-textarea${error ? ' nhsuk-textarea--error' : ''}`}
        id={id}
        rows={rows}
        aria-describedby={error ? `${id}-error` : undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    </FormGroup>
  );
}

/** As it stands on a phone, with the longest name, and what it takes. */
function Preview({ sms, longest }: { sms: string; longest: WordValues }) {
  const text = fillWords(sms, { ...longest, 'first name': LONG_NAME });
  const full = smsParts(fillWords(sms, longest));
  const room = MOST_PARTS * (full.encoding === 'GSM-7' ? 153 : 67);
  return (
    <div aria-live="polite">
      <PhonePreview
        text={text}
        says={words.size(full.units, full.parts, Math.max(0, room - full.units))}
        more={full.offending.length > 0 ? words.unicode(full.offending.join(' ')) : ''}
      />
    </div>
  );
}

const LONG_NAME = 'Maximilian';
