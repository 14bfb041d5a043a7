import type { JourneyDraft, PublicSite, Service } from '@fairslot/contract';
import { formatNhsNumber, suggestEmailDomain } from '@fairslot/domain';
import type { SummaryRow } from '@fairslot/ui';
import { pathOf, type Step } from '../../ui/journey-order';
import type { SiteView } from '../../ui/site-context';

interface Checked {
  draft: JourneyDraft;
  service: Service | undefined;
  site: PublicSite | undefined;
}

/** Every answer with a link that changes it and leads back. */
export function checkRows({ draft, service, site }: Checked, { texts, when }: SiteView): SummaryRow[] {
  const words = texts.check;
  const row = (key: keyof typeof words.rows, step: Step, value: SummaryRow['value']): SummaryRow => ({
    key: words.rows[key],
    value,
    change: { href: `${pathOf(step)}?from=check`, words: texts.frame.change, about: words.about[key] },
  });
  const codes = (service?.questions ?? []).filter(({ id }) => draft.answers?.[id] !== undefined);
  return [
    row('appointment', 'what', service?.name),
    ...codes.map(({ id, label }): SummaryRow => ({
      key: label,
      value: answerWords(draft.answers?.[id], texts.words),
      change: {
        href: `${pathOf('about-you')}?from=check`,
        words: texts.frame.change,
        about: words.aboutQuestion(label),
      },
    })),
    row('when', 'times', draft.hold && when.full(draft.hold.start)),
    row(
      'where',
      'times',
      site && (
        <>
          {site.name}
          <br />
          {site.address}, {site.postcode}
        </>
      ),
    ),
    row('name', 'name', `${draft.firstName} ${draft.lastName}`),
    row('dateOfBirth', 'date-of-birth', draft.dateOfBirth && when.plainDate(draft.dateOfBirth)),
    row(
      'nhsNumber',
      'nhs-number',
      draft.nhsNumber ? <Number>{formatNhsNumber(draft.nhsNumber)}</Number> : words.notGiven,
    ),
    row('contact', 'contact', <Contact contact={draft.contact} words={words} />),
  ];
}

const answerWords = (value: boolean | string | undefined, words: { yes: string; no: string }) =>
  typeof value === 'string' ? value : value ? words.yes : words.no;

function Number({ children }: { children: string }) {
  return <span className="fs-number">{children}</span>;
}

function Contact({ contact = {}, words }: { contact: JourneyDraft['contact']; words: SiteView['texts']['check'] }) {
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
