import { type Attendee, attendeesOf, type JourneyDraft, type PublicSite, type Service } from '@fairslot/contract';
import { clinicOptionsOf, formatNhsNumber, suggestEmailDomain } from '@fairslot/domain';
import type { SummaryRow } from '@fairslot/ui';
import { inList, onTheirOwn } from '../../ui/asked';
import { lastDoseWords, saidLastDose } from '../../ui/doses';
import { helpLines } from '../../ui/help';
import { pathOf, type Step } from '../../ui/journey-order';
import { Address } from '../../ui/address';
import type { SiteView } from '../../ui/site-context';

interface Checked {
  draft: JourneyDraft;
  service: Service | undefined;
  /** In the same visit. */
  also: Service | undefined;
  site: PublicSite | undefined;
  /** Where there is a choice. */
  messageLanguage: string | undefined;
}

/** Every answer with a link that changes it and leads back. */
export function checkRows({ draft, service, also, site, messageLanguage }: Checked, view: SiteView): SummaryRow[] {
  const { texts } = view;
  const attendees = attendeesOf(draft);
  const words = texts.check;
  const row: MakeRow = (key, step, value) => ({
    key: words.rows[key],
    value,
    change: { href: `${pathOf(step)}?from=check`, words: texts.frame.change, about: words.about[key] },
  });
  const answered = (service?.questions ?? []).filter(({ id }) => draft.answers?.[id] !== undefined);
  const listed = inList(answered);
  const isGroup = attendees.length > 1;
  return [
    ...(isGroup ? groupRows(attendees, view, row) : ownRows(draft, view, row)),
    row('appointment', 'what', also ? <Lines lines={[service?.name ?? '', also.name]} /> : service?.name),
    ...(listed.length > 0 ? [row('answers', 'about-you', <Lines lines={yesOf(listed, draft, texts.aboutYou)} />)] : []),
    ...onTheirOwn(answered).map(({ id, label }): SummaryRow => ({
      key: label,
      value: answerWords(draft.answers?.[id], texts.words),
      change: {
        href: `${pathOf('about-you')}?from=check`,
        words: texts.frame.change,
        about: words.aboutQuestion(label),
      },
    })),
    row('when', 'times', draft.hold && <Times draft={draft} attendees={attendees} view={view} />),
    ...lastDoseRows(draft, attendees, view, row),
    ...(draft.hold?.nextDose ? [row('nextDose', 'next-dose', <NextDose draft={draft} view={view} />)] : []),
    row(
      'where',
      'times',
      site && (
        <>
          {site.name}
          <br />
          <Address of={site} />
        </>
      ),
    ),
    ...(draft.help ? [row('help', 'help-needed', <Lines lines={helpShown(draft.help, texts.help)} />)] : []),
    row('contact', 'contact', <Contact draft={draft} words={words} />),
    ...(messageLanguage ? [row('language', 'contact', messageLanguage)] : []),
  ];
}

/** Of several people it is put right where they are listed. */
function lastDoseRows(draft: JourneyDraft, attendees: readonly Attendee[], view: SiteView, row: MakeRow): SummaryRow[] {
  if (attendees.length < 2)
    return saidLastDose(draft) ? [row('lastDose', 'last-dose', lastDoseWords(draft, view))] : [];
  const lines = attendees.filter(saidLastDose).map((one) => `${one.firstName}: ${lastDoseWords(one, view)}`);
  return lines.length > 0 ? [row('lastDose', 'people', <Lines lines={lines} />)] : [];
}

type MakeRow = (key: keyof SiteView['texts']['check']['rows'], step: Step, value: SummaryRow['value']) => SummaryRow;

const helpShown = (help: readonly string[], words: SiteView['texts']['help']) =>
  help.length > 0 ? helpLines(help, words) : [words.noHelp];

/** What an invitation tells of a person cannot be changed here. */
function ownRows(draft: JourneyDraft, { texts, when, site }: SiteView, row: MakeRow): SummaryRow[] {
  const words = texts.check;
  const name = `${draft.firstName} ${draft.lastName}`;
  const born = draft.dateOfBirth && when.plainDate(draft.dateOfBirth);
  if (draft.invited)
    return [
      { key: words.rows.name, value: name },
      { key: words.rows.dateOfBirth, value: born },
    ];
  const number = draft.nhsNumber ? <Number>{formatNhsNumber(draft.nhsNumber)}</Number> : words.notGiven;
  return [
    row('name', 'name', name),
    row('dateOfBirth', 'date-of-birth', born),
    ...(site.nhsNumber ? [row('nhsNumber', 'nhs-number', number)] : []),
    ...(draft.postcode === undefined ? [] : [row('postcode', 'home-postcode', draft.postcode || words.noAddress)]),
  ];
}

function groupRows(attendees: readonly Attendee[], { texts, when, site }: SiteView, row: MakeRow): SummaryRow[] {
  const words = texts.check;
  const names = attendees.map(({ firstName, lastName, dateOfBirth = '' }) =>
    words.personBorn(`${firstName} ${lastName}`, when.plainDate(dateOfBirth)),
  );
  const numbers = attendees.map(
    ({ firstName, nhsNumber }) => `${firstName}: ${nhsNumber ? formatNhsNumber(nhsNumber) : words.notGiven}`,
  );
  return [
    row('people', 'people', <Lines lines={names} />),
    row('name', 'name', <Lines lines={attendees.map(({ firstName, lastName }) => `${firstName} ${lastName}`)} />),
    ...(site.nhsNumber ? [row('nhsNumber', 'nhs-number', <Lines lines={numbers} />)] : []),
  ];
}

function Lines({ lines }: { lines: readonly string[] }) {
  return lines.map((line) => (
    <div className="fs-anywhere" key={line}>
      {line}
    </div>
  ));
}

/** What was ticked, or that nothing was. */
function yesOf(listed: Service['questions'], { answers }: JourneyDraft, words: { none: string }): string[] {
  const yes = listed.filter(({ id }) => answers?.[id] === true).map(({ label, phrase }) => phrase ?? label);
  return yes.length > 0 ? yes : [words.none];
}

const answerWords = (value: boolean | string | undefined, words: { yes: string; no: string }) =>
  typeof value === 'string' ? value : value ? words.yes : words.no;

function invitedLines(invited: JourneyDraft['invited'], words: SiteView['texts']['check']): string[] {
  const { mobileEnding, emailHint } = invited ?? {};
  return [
    ...(mobileEnding ? [words.mobileEnding(mobileEnding)] : []),
    ...(emailHint ? [words.emailHint(emailHint)] : []),
  ];
}

function Number({ children }: { children: string }) {
  return <span className="fs-number">{children}</span>;
}

/** One time for all, or each person's own where they come one after the other. */
function Times({ draft, attendees, view }: { draft: JourneyDraft; attendees: readonly Attendee[]; view: SiteView }) {
  const { hold } = draft;
  const { texts, when } = view;
  if (!hold) return null;
  const lines = (hold.starts ?? []).map((start, i) =>
    texts.check.atTime(attendees[i]?.firstName ?? '', when.time(start)),
  );
  const special = clinicOptionsOf(hold.options).map((option) => texts.special.says[option]);
  return <Lines lines={[when.full(hold.start), ...lines, ...special]} />;
}

function NextDose({ draft: { hold }, view: { texts, when } }: { draft: JourneyDraft; view: SiteView }) {
  const { nextDose } = hold ?? {};
  const special = clinicOptionsOf(nextDose?.options).map((option) => texts.special.says[option]);
  return nextDose ? <Lines lines={[when.full(nextDose.start), ...special]} /> : null;
}

function Contact({ draft, words }: { draft: JourneyDraft; words: SiteView['texts']['check'] }) {
  const { contact = {}, invited } = draft;
  if (contact.asInvited) return <Lines lines={invitedLines(invited, words)} />;
  const meant = contact.email ? suggestEmailDomain(contact.email) : null;
  const lines = [contact.mobile, contact.email, contact.landline].filter((line) => line !== undefined);
  if (lines.length === 0) return words.writeDown;
  return (
    <>
      {lines.map((line) => (
        <div className="fs-anywhere" key={line}>
          {line}
        </div>
      ))}
      {meant ? <strong>{words.didYouMean(meant)}</strong> : null}
    </>
  );
}
