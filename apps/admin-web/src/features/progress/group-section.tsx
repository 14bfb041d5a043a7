import type { CampaignProgress } from '@fairslot/contract';
import { StaffButton } from '@fairslot/ui';
import { lazy, Suspense, useState } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import { ofHundred } from '../../ui/figures';
import { FiguresTable } from '../../ui/figures-table';
import { languageName } from '../../ui/language-name';
import { texts } from '../../ui/texts';

const words = coordinatorTexts.progress;
type By = CampaignProgress['by'];
export type Group = keyof By;
type Row = By[Group][number];

export const groups: readonly Group[] = ['channel', 'place', 'deprivation', 'age', 'sex', 'ethnicity', 'language'];

// The chart library is a hundred kilobytes: it comes when a chart is asked for. Where it cannot come, the table is there.
const RateChart = lazy(() =>
  import('./rate-chart').then(
    ({ RateChart: Component }) => ({ default: Component }),
    () => ({ default: ChartFailed }),
  ),
);

function ChartFailed() {
  return <p>{words.chartFailed}</p>;
}

/** One way to part the people: a table with its file, and a chart beside it for who wants one. */
export function GroupSection({ group, rows, file }: { group: Group; rows: readonly Row[]; file: string }) {
  const [isChart, setChart] = useState(false);
  const { columns } = words;
  const title = words.by[group];
  const named = rows.map((row) => ({ ...row, name: nameOf(group, row) }));
  const rates = named.flatMap(({ name, invited, booked }) =>
    invited === null || booked === null ? [] : [{ name, rate: ofHundred(booked, invited) }],
  );
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
        columns={[columns.group, columns.invited, columns.booked, columns.rate, columns.had, columns.declined]}
        rows={named.map(({ name, invited, booked, had, declined }) => [
          name,
          invited,
          booked,
          invited === null || booked === null ? null : ofHundred(booked, invited),
          had,
          declined,
        ])}
      />
      {rates.length > 0 && (
        <StaffButton
          kind="plain"
          aria-expanded={isChart}
          aria-label={`${words.chartOf(title)}`}
          onPress={() => setChart(!isChart)}
        >
          {isChart ? words.hideChart : words.chart}
        </StaffButton>
      )}
      {isChart && (
        <Suspense fallback={<p>{texts.loading}</p>}>
          <RateChart title={findingOf(rates)} rates={rates} />
        </Suspense>
      )}
    </div>
  );
}

/** How many of a hundred have no group that is known; null where a count is hidden. */
function shareUnknown(rows: readonly Row[]): number | null {
  const sum = (some: readonly Row[]) =>
    some.reduce<number | null>((all, { invited }) => (all === null || invited === null ? null : all + invited), 0);
  const [all, unknown] = [sum(rows), sum(rows.filter(({ key }) => key === 'unknown' || key === 'Z'))];
  return all && unknown !== null ? ofHundred(unknown, all) : null;
}

/** The title of a chart says what it shows. */
function findingOf(rates: readonly { name: string; rate: number }[]): string {
  const sorted = [...rates].sort((a, b) => b.rate - a.rate);
  const [most, least] = [sorted[0], sorted.at(-1)];
  if (!most || !least || most.rate === 0) return words.chartNone;
  return words.chartTitle(most.name, most.rate, least.name, least.rate);
}

function nameOf(group: Group, { key, name }: Row): string {
  const known: Partial<Record<Group, Record<string, string>>> = {
    channel: words.channel,
    deprivation: words.fifth,
    sex: words.sex,
    ethnicity: coordinatorTexts.cohorts.ethnicity,
  };
  if (key === 'unknown') return coordinatorTexts.notStated;
  return group === 'language' ? languageName(key) : (known[group]?.[key] ?? name);
}
