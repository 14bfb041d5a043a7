import type { CampaignProgress } from '@fairslot/contract';
import { lazy } from 'react';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import type { CsvCell } from '../../ui/download-csv';
import { FiguresTable } from '../../ui/figures-table';
import { formatShortDate } from '../../ui/formats';
import { ChartFailed, ChartToggle } from './chart-toggle';
import { type Before, rangeSaid, type Rate, rateOf } from './rates';

const { season: words, columns } = coordinatorTexts.progress;
type Weeks = CampaignProgress['weeks'];

const WeekChart = lazy(() =>
  import('./week-chart').then(
    ({ WeekChart: Component }) => ({ default: Component }),
    () => ({ default: ChartFailed }),
  ),
);

/** How it has gone week by week, beside the season before where the records have one: in words, as a table, and as a chart. */
export function Season({ weeks, before, file }: { weeks: Weeks; before: Before | null; file: string }) {
  const rates = weeks.map((week) => rateOf(week));
  const then = (before?.progress.weeks ?? []).map((week) => rateOf(week));
  const week = weeks.length;
  const [now, was] = [rates.at(-1) ?? null, then[week - 1] ?? null];
  return (
    <section aria-labelledby="season">
      <h2 className="nhsuk-heading-m" id="season">
        {words.heading}
      </h2>
      {week === 0 ? (
        <p>{words.begins}</p>
      ) : (
        <div className="coord-group">
          <p>
            {now && words.now(week, now.rate, now.low, now.high)}{' '}
            {before ? compared(before.name, now, was) : words.none}
          </p>
          <FiguresTable
            caption={words.caption}
            csv={file}
            columns={[
              words.week,
              words.invited,
              words.booked,
              columns.rate,
              columns.range,
              ...(before ? [columns.before] : []),
            ]}
            rows={weeks.map(({ from, invited, booked }, at): CsvCell[] => {
              const rate = rates[at] ?? null;
              return [
                words.weekIs(at + 1, formatShortDate(from)),
                invited,
                booked,
                rate && rate.rate,
                rangeSaid(rate),
                ...(before ? [thenSaid(then[at], at < then.length)] : []),
              ];
            })}
          />
          {rates.some((rate) => rate !== null) && (
            <ChartToggle of={words.chart}>
              <WeekChart
                title={now ? words.finding(week, now.rate, was && was.rate) : words.chart}
                weeks={chartOf(rates, then)}
                hasBefore={before !== null}
              />
            </ChartToggle>
          )}
        </div>
      )}
    </section>
  );
}

function compared(name: string, now: Rate | null, was: Rate | null): string {
  if (!was || !now) return words.wasHidden(name);
  const isApart = now.low > was.high || now.high < was.low;
  const verdict = isApart ? words.differs(now.rate > was.rate) : words.overlaps;
  return `${words.was(name, was.rate, was.low, was.high)} ${verdict}`;
}

/** Nothing where that campaign was over by then. */
const thenSaid = (rate: Rate | null | undefined, hadIt: boolean): CsvCell => (hadIt ? (rate?.rate ?? null) : '');

/** So many weeks as the longer of the two has. */
const chartOf = (now: readonly (Rate | null)[], then: readonly (Rate | null)[]) =>
  Array.from({ length: Math.max(now.length, then.length) }, (_, at) => ({
    week: at + 1,
    now: now[at]?.rate ?? null,
    before: then[at]?.rate ?? null,
  }));
