import type { CampaignProgress } from '@fairslot/contract';
import { lazy } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import type { CsvCell } from '../../ui/download-csv';
import { ofHundred } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { languageName } from '../../ui/language-name';
import { ChartFailed, ChartToggle } from './chart-toggle';
import { type Before, rangeSaid, type Rate, rateOf } from './rates';

const words = coordinatorTexts.progress;
type By = CampaignProgress['by'];
export type Group = keyof By;
type Row = By[Group][number];

export const groups: readonly Group[] = [
  'channel',
  'place',
  'deprivation',
  'age',
  'sex',
  'ethnicity',
  'language',
  'learningDisability',
];

const RateChart = lazy(() =>
  import('./rate-chart').then(
    ({ RateChart: Component }) => ({ default: Component }),
    () => ({ default: ChartFailed }),
  ),
);

interface Props {
  group: Group;
  rows: readonly Row[];
  before: Before | null;
  /** Name of the file. */
  file: string;
}

/** One way to part the people: a table with its file, and a chart beside it for who wants one. */
export function GroupSection({ group, rows, before, file }: Props) {
  const { columns } = words;
  const title = words.by[group];
  const named = rows.map((row) => ({ ...row, name: nameOf(group, row), rate: rateOf(row) }));
  const rates = named.flatMap(({ name, rate }) => (rate ? [{ name, ...rate }] : []));
  const unknown = group === 'ethnicity' ? shareUnknown(rows) : null;
  return (
    <div className="coord-group">
      <h3 className="nhsuk-heading-s" id={`by-${group}`}>
        {title}
      </h3>
      {unknown !== null && <p>{words.notKnown(unknown)}</p>}
      <FiguresTable
        caption={title}
        title
        csv={file}
        columns={[
          columns.group,
          columns.invited,
          columns.booked,
          columns.rate,
          columns.range,
          ...(before ? [columns.before] : []),
          columns.had,
          columns.declined,
        ]}
        rows={named.map(({ key, name, invited, booked, rate, had, declined }): CsvCell[] => [
          name,
          invited,
          booked,
          rate && rate.rate,
          rangeSaid(rate),
          ...(before ? [beforeOf(before.progress.by[group], key)] : []),
          had,
          declined,
        ])}
      />
      {rates.length > 0 && (
        <ChartToggle of={title}>
          <RateChart title={findingOf(rates)} rates={rates} />
        </ChartToggle>
      )}
    </div>
  );
}

/** The rate of the same group; said in words where nobody of it was invited then. */
function beforeOf(rows: readonly Row[], key: string): CsvCell {
  const row = rows.find((one) => one.key === key);
  if (!row || row.invited === 0) return words.nobodyThen;
  return rateOf(row)?.rate ?? null;
}

/** How many of a hundred have no group that is known; null where a count is hidden. */
function shareUnknown(rows: readonly Row[]): number | null {
  const sum = (some: readonly Row[]) =>
    some.reduce<number | null>((all, { invited }) => (all === null || invited === null ? null : all + invited), 0);
  const [all, unknown] = [sum(rows), sum(rows.filter(({ key }) => key === 'unknown' || key === 'Z'))];
  return all && unknown !== null ? ofHundred(unknown, all) : null;
}

/** The title of a chart says what it shows. */
function findingOf(rates: readonly (Rate & { name: string })[]): string {
  const sorted = [...rates].sort((a, b) => b.rate - a.rate);
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (!most || !least || most.rate === 0) return words.chartNone;
  const finding = words.chartTitle(most.name, most.rate, least.name, least.rate);
  return most !== least && most.low <= least.high ? `${finding}. ${words.chartMayBeChance}` : finding;
}

function nameOf(group: Group, { key, name }: Row): string {
  const known: Partial<Record<Group, Record<string, string>>> = {
    channel: words.channel,
    deprivation: words.fifth,
    sex: words.sex,
    learningDisability: words.learningDisability,
    ethnicity: coordinatorTexts.cohorts.ethnicity,
  };
  if (key === 'unknown') return coordinatorTexts.notStated;
  return group === 'language' ? languageName(key) : (known[group]?.[key] ?? name);
}
