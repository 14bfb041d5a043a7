import type { getBooking, ResponseOf } from '@fairslot/contract';
import { formatNhsNumber, formatReference } from '@fairslot/domain';
import { SummaryList } from '@fairslot/ui';
import type { ReactNode } from 'react';
import { languageName } from '../../ui/language-name';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';
import { CopyNumber } from './copy-number';

const words = texts.booking;

/** What is known of one booking, line by line. */
export function BookingFacts({ booking }: { booking: ResponseOf<typeof getBooking> }) {
  const { reference, nhsNumber, service, help, mobile, landline, email, language, source, dose, reason, stranded } =
    booking;
  const special = specialWords(booking.options).join(', ');
  const phone = (number: string | null) => number && <a href={`tel:${number}`}>{number}</a>;
  const rows: { key: string; value: ReactNode }[] = [
    { key: words.reference, value: formatReference(reference) },
    ...(nhsNumber
      ? [
          {
            key: words.nhsNumber,
            value: (
              <>
                {formatNhsNumber(nhsNumber)} <CopyNumber nhsNumber={nhsNumber} />
              </>
            ),
          },
        ]
      : []),
    { key: words.for, value: service.name },
    ...(special ? [{ key: words.clinic, value: special }] : []),
    { key: words.help, value: help.map((need) => texts.help[need] ?? need).join(', ') || texts.day.noHelp },
    { key: words.mobile, value: phone(mobile) ?? words.none },
    ...(landline ? [{ key: words.landline, value: phone(landline) }] : []),
    { key: words.email, value: email ? <a href={`mailto:${email}`}>{email}</a> : words.none },
    ...(language === 'en' ? [] : [{ key: words.language, value: languageName(language) }]),
    { key: words.source, value: words.sources[source] },
    ...(dose ? [{ key: words.batch, value: dose.number ? `${dose.product} ${dose.number}` : words.noBatch }] : []),
    ...(reason ? [{ key: words.reason, value: texts.reasons[reason] }] : []),
    ...(stranded ? [{ key: words.place, value: words.stranded }] : []),
  ];
  return <SummaryList rows={rows} />;
}
