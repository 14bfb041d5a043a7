import { Bar, BarChart, CartesianGrid, LabelList, Rectangle, XAxis, YAxis } from 'recharts';
import { coordinatorTexts } from '../../ui/coordinator-texts';

const words = coordinatorTexts.progress;
const ROW_PX = 34;
const AXIS_PX = 64;

interface Props {
  /** The finding. */
  title: string;
  rates: readonly { name: string; rate: number }[];
}

/** Bars with their figures on them. The table above says the same, so a screen reader hears the finding alone. */
export function RateChart({ title, rates }: Props) {
  return (
    <figure className="coord-chart">
      <figcaption>{title}</figcaption>
      <div aria-hidden="true">
        <BarChart
          responsive
          layout="vertical"
          data={rates.map((rate) => ({ ...rate }))}
          style={{ width: '100%', maxWidth: 720, height: rates.length * ROW_PX + AXIS_PX }}
          margin={{ top: 4, right: 40, bottom: 20, left: 4 }}
          accessibilityLayer={false}
        >
          <CartesianGrid horizontal={false} />
          <XAxis
            type="number"
            domain={[0, 100]}
            tick={{ fontSize: 14, fill: '#212b32' }}
            label={{ value: words.chartAxis, position: 'insideBottom', offset: -4, fontSize: 14, fill: '#212b32' }}
          />
          <YAxis type="category" dataKey="name" width={150} tick={{ fontSize: 14, fill: '#212b32' }} interval={0} />
          {/* With a shape of its own a bar of nothing keeps its figure; without one it is left out. */}
          <Bar dataKey="rate" fill="#00566b" isAnimationActive={false} barSize={20} shape={<Rectangle />}>
            <LabelList dataKey="rate" position="right" fill="#212b32" fontSize={14} />
          </Bar>
        </BarChart>
      </div>
    </figure>
  );
}
