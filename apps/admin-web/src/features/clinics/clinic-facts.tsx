import type { Clinic, Series } from '@fairslot/contract';
import { SummaryList } from '@fairslot/ui';
import { formatLocalTime, formatLongDate, weekdayNames } from '../../ui/formats';
import { editAddress } from '../../ui/addresses';
import { specialWords } from '../../ui/special-words';
import { texts } from '../../ui/texts';
import { useServices } from '../../ui/use-services';

const words = texts.clinics;
export type Changed = 'dates' | 'times' | 'people' | 'services' | 'options';

interface Props {
  siteId: string;
  kind: 'clinics' | 'series';
  id: string;
  shown: Clinic | Series;
  mayChange: boolean;
}

/** What a clinic or series is, each part with its own way to change it. */
export function ClinicFacts({ siteId, kind, id, shown, mayChange }: Props) {
  const { nameOf } = useServices();
  const { from, until, breaks, capacity, slotMinutes, dailyCap, serviceIds, heldBack, openTo, options } = shown;
  const change = (what: Changed) =>
    mayChange && {
      change: { href: editAddress(siteId, kind, id, what), words: words.change, about: words.parts[what] },
    };
  const rows = [
    ...('weekdays' in shown
      ? [
          {
            key: words.parts.dates,
            value: texts.wizard.everyOf(
              weekdayNames(shown.weekdays),
              formatLongDate(shown.startsOn),
              formatLongDate(shown.endsOn),
              shown.clinics,
            ),
            ...change('dates'),
          },
        ]
      : []),
    {
      key: words.parts.times,
      value: [
        words.times(formatLocalTime(from), formatLocalTime(until)),
        ...breaks.map((one) => texts.wizard.breakOf(formatLocalTime(one.from), formatLocalTime(one.until))),
      ].join(', '),
      ...change('times'),
    },
    { key: words.parts.people, value: words.peopleOf(capacity, slotMinutes, dailyCap), ...change('people') },
    { key: words.parts.services, value: serviceIds.map(nameOf).join(', '), ...change('services') },
    {
      key: words.parts.options,
      value: texts.wizard.optionsOf(
        specialWords(options),
        heldBack?.percent ?? 0,
        openTo === 'everyone',
        'location' in shown ? (shown.location?.name ?? '') : '',
      ),
      ...change('options'),
    },
  ];
  return <SummaryList rows={rows} />;
}
