import { CartesianGrid, LabelList, Line, LineChart, XAxis, YAxis } from 'recharts';
import { coordinatorTexts } from '../../ui/coordinator-texts';

const words = coordinatorTexts.progress.season;
const HEIGHT_PX = 300;
const tick = { fontSize: 14, fill: '#212b32' };

interface Props {
  /** The finding. */
  title: string;
  /** Of 100 invited, by the end of each week; null where a count is hidden, or the week is still to come. */
  weeks: readonly { week: number; now: number | null; before: number | null }[];
  hasBefore: boolean;
}

/** Two lines, each with its name and last figure at its end. The table says the same. */
export function WeekChart({ title, weeks, hasBefore }: Props) {
  const line = (of: 'now' | 'before', name: string, stroke: string) => {
    const last = weeks.findLastIndex((week) => week[of] !== null);
    const says = (value: unknown, at: number) => (at === last ? `${name}: ${String(value)}` : '');
    return (
      <Line
        dataKey={of}
        stroke={stroke}
        strokeWidth={3}
        strokeDasharray={of === 'before' ? '6 4' : undefined}
        dot={{ r: 3, fill: stroke, strokeWidth: 0 }}
        connectNulls
        isAnimationActive={false}
      >
        <LabelList
          valueAccessor={({ payload }: { payload?: Props['weeks'][number] }) => payload?.[of] ?? undefined}
          content={({ x, y, value, index = -1 }) => (
            <text x={Number(x)} y={Number(y) - 10} textAnchor={index > weeks.length / 2 ? 'end' : 'start'} {...tick}>
              {says(value, index)}
            </text>
          )}
        />
      </Line>
    );
  };
  return (
    <figure className="coord-chart">
      <figcaption>{title}</figcaption>
      <div aria-hidden="true">
        <LineChart
          responsive
          data={weeks.map((week) => ({ ...week }))}
          style={{ width: '100%', maxWidth: 720, height: HEIGHT_PX }}
          margin={{ top: 24, right: 24, bottom: 20, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="week"
            tick={tick}
            label={{ value: words.axis, position: 'insideBottom', offset: -4, ...tick }}
          />
          <YAxis domain={[0, 100]} width={40} tick={tick} />
          {hasBefore && line('before', words.chartBefore, '#4c6272')}
          {line('now', words.chartNow, '#00566b')}
        </LineChart>
      </div>
    </figure>
  );
}
