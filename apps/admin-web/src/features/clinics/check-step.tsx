import { isProblem } from '@fairslot/client';
import { useApiQuery, useClient } from '@fairslot/client/react';
import {
  createClinic,
  createSeries,
  getWeek,
  listClinics,
  locate,
  previewClinic,
  previewSeries,
  type ChangeFigures,
  type ChangePreview,
} from '@fairslot/contract';
import { SummaryList, StaffButton } from '@fairslot/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { faultsOf, useFaults } from '../../ui/faults';
import { formatLocalTime, formatLongDate, weekdayNames } from '../../ui/formats';
import { newClinicAddress } from '../../ui/addresses';
import { texts } from '../../ui/texts';
import { clinicBody, datesOf, datesOfRule, reckon, seriesBody, type ClinicDraft, type Point } from './clinic-draft';
import { Effect } from './effect';
import { MiniWeek } from './mini-week';
import { specialWords } from '../../ui/special-words';
import { useServices } from '../../ui/use-services';

const words = texts.wizard;

interface Props {
  siteId: string;
  draft: ClinicDraft;
  onPublished: (made: { kind: ClinicDraft['kind']; id: string; effect: ChangeFigures }) => void;
}

/** The last page: all of it, what it does, what it overlaps; one press publishes. */
export function CheckStep({ siteId, draft, onPublished }: Props) {
  const client = useClient();
  const cache = useQueryClient();
  const faults = useFaults();
  const [isBusy, setBusy] = useState(false);
  const { data: place } = useApiQuery(
    locate,
    { query: { q: draft.postcode } },
    { enabled: draft.isMobile, retry: false },
  );
  const point = place?.items[0];
  const preview = useQuery<ChangePreview, Error>({
    queryKey: ['preview', siteId, draft, point],
    staleTime: 0,
    retry: false,
    queryFn: () => ask(client, siteId, draft, point),
  });

  async function publish() {
    if (!preview.data || isBusy) return;
    setBusy(true);
    try {
      const { preview: token } = preview.data;
      const params = { siteId };
      const made =
        draft.kind === 'one'
          ? await client.call(createClinic, { params, body: { ...clinicBody(draft, point), preview: token } })
          : await client.call(createSeries, { params, body: { ...seriesBody(draft, point), preview: token } });
      for (const read of [getWeek, listClinics]) void cache.invalidateQueries({ queryKey: [read.name] });
      onPublished({ kind: draft.kind, id: made.id, effect: made.effect });
    } catch (error) {
      if (isProblem(error, 'preview_out_of_date')) void preview.refetch();
      faults.report(faultsOf(error, 'publish'));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      {faults.summary}
      <Summary siteId={siteId} draft={draft} />
      <MiniWeek draft={draft} />
      <Overlaps siteId={siteId} draft={draft} />
      {preview.error && <p className="staff-notice staff-notice--warning">{problemWords(preview.error)}</p>}
      {preview.data && preview.data.rescued > 0 && <Effect figures={preview.data} />}
      <p>{words.afterwards}</p>
      <StaffButton id="publish" kind="forward" busy={isBusy || !preview.data} onPress={() => void publish()}>
        {draft.kind === 'one' ? words.publishOne : words.publishMany(datesOf(draft).length)}
      </StaffButton>
    </>
  );
}

function ask(client: ReturnType<typeof useClient>, siteId: string, draft: ClinicDraft, point: Point | undefined) {
  const params = { siteId };
  return draft.kind === 'one'
    ? client.call(previewClinic, { params, body: clinicBody(draft, point) })
    : client.call(previewSeries, { params, body: seriesBody(draft, point) });
}

const problemWords = (error: Error): string =>
  isProblem(error)
    ? faultsOf(error, '')
        .map((one) => one.words)
        .join('. ')
    : texts.errors.busy;

function Summary({ siteId, draft }: { siteId: string; draft: ClinicDraft }) {
  const { nameOf } = useServices();
  const { day, all, clinics } = reckon(draft);
  const skipped = draft.kind === 'series' ? datesOfRule(draft).length - clinics : 0;
  const change = (step: string) => ({
    href: newClinicAddress(siteId, step),
    words: words.change,
    about: words.steps[step] ?? '',
  });
  const rows = [
    {
      key: words.steps['dates'] ?? '',
      value:
        draft.kind === 'one'
          ? formatLongDate(draft.date)
          : words.everyOf(
              weekdayNames(draft.weekdays),
              formatLongDate(draft.startsOn),
              formatLongDate(draft.endsOn),
              clinics,
            ) + (skipped > 0 ? `. ${words.skipped(skipped)}` : ''),
      change: change('dates'),
    },
    {
      key: words.steps['times'] ?? '',
      value: [
        texts.clinics.times(formatLocalTime(draft.from), formatLocalTime(draft.until)),
        ...draft.breaks.map(({ from, until }) => words.breakOf(formatLocalTime(from), formatLocalTime(until))),
      ].join(', '),
      change: change('times'),
    },
    {
      key: words.steps['people'] ?? '',
      value: words.peopleOf(draft.capacity, draft.slotMinutes, day, all, draft.dailyCap),
      change: change('people'),
    },
    { key: words.steps['services'] ?? '', value: draft.serviceIds.map(nameOf).join(', '), change: change('services') },
    {
      key: words.steps['options'] ?? '',
      value: words.optionsOf(
        specialWords(draft.options),
        Number(draft.heldPercent) || 0,
        draft.openTo === 'everyone',
        draft.isMobile ? draft.standsAt : '',
      ),
      change: change('options'),
    },
  ];
  return <SummaryList rows={rows} />;
}

/** Two clinics at one time need two people: the commonest mistake of a pharmacy with one. */
function Overlaps({ siteId, draft }: { siteId: string; draft: ClinicDraft }) {
  const dates = datesOf(draft);
  const [from, to] = [dates[0], dates.at(-1)];
  const { data } = useApiQuery(listClinics, { params: { siteId }, query: { from, to } }, { enabled: dates.length > 0 });
  const known = new Set(dates);
  const over = (data?.items ?? []).filter(
    (one) => one.status !== 'cancelled' && known.has(one.date) && one.from < draft.until && draft.from < one.until,
  );
  if (over.length === 0) return null;
  const [first] = over;
  return (
    <div className="staff-notice staff-notice--warning">
      <p>
        {words.overlaps(over.length)}{' '}
        {first &&
          words.overlapOf(formatLongDate(first.date), formatLocalTime(first.from), formatLocalTime(first.until))}
      </p>
      <p>{words.overlapNext}</p>
    </div>
  );
}
