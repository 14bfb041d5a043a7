import { Bar, BarChart, CartesianGrid, ErrorBar, Rectangle, XAxis, YAxis } from 'recharts';
import { coordinatorTexts } from '../../ui/coordinator-texts';
import type { Rate } from './rates';

const words = coordinatorTexts.progress;
const ROW_PX = 34;
const AXIS_PX = 64;
const NAMES_PX = 150;
const FIGURES_PX = 136;
const tick = { fontSize: 14, fill: '#212b32' };

interface Props {
  /** The finding. */
  title: string;
  rates: readonly (Rate & { name: string })[];
}

/**
 * Bars with their 95 % ranges, and the figures of both at the end of each row. The table above says the same, so a screen reader
 * hears the finding alone.
 */
export function RateChart({ title, rates }: Props) {
  const data = rates.map(({ name, rate, low, high }, at) => ({ name, rate, at, spread: [rate - low, high - rate] }));
  const said = (at: number): string => {
    const { rate, low, high } = rates[at] as Rate;
    return words.chartSays(rate, low, high);
  };
  return (
    <figure className="coord-chart">
      <figcaption>{title}</figcaption>
      <div aria-hidden="true">
        <BarChart
          responsive
          layout="vertical"
          data={data}
          style={{ width: '100%', maxWidth: 720, height: rates.length * ROW_PX + AXIS_PX }}
          margin={{ top: 4, right: 4, bottom: 20, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid horizontal={false} />
          <XAxis
            type="number"
            domain={[0, 100]}
            tick={tick}
            label={{ value: words.chartAxis, position: 'insideBottom', offset: -4, ...tick }}
          />
          <YAxis type="category" dataKey="name" width={NAMES_PX} tick={tick} interval={0} />
          <YAxis
            yAxisId="figures"
            orientation="right"
            type="category"
            dataKey="at"
            width={FIGURES_PX}
            tick={tick}
            tickFormatter={said}
            tickLine={false}
            axisLine={false}
            interval={0}
          />
          {/* With a shape of its own a bar of nothing keeps its figure; without one it is left out. */}
          <Bar dataKey="rate" fill="#00566b" isAnimationActive={false} barSize={20} shape={<Rectangle />}>
            <ErrorBar dataKey="spread" direction="x" width={8} strokeWidth={2} stroke="#b35c00" />
          </Bar>
        </BarChart>
      </div>
      <p className="coord-chart__key">{words.chartKey}</p>
    </figure>
  );
}
