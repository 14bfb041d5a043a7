import { Bar, BarChart, CartesianGrid, LabelList, XAxis, YAxis } from 'recharts';

const HEIGHT_PX = 200;
const tick = { fontSize: 14, fill: '#212b32' };

interface Props {
  /** The finding. */
  title: string;
  minutes: readonly { name: string; count: number }[];
}

/** Bars with their figures on them. The table below says the same, so a screen reader hears the finding alone. */
export function SentChart({ title, minutes }: Props) {
  return (
    <figure className="coord-chart">
      <figcaption>{title}</figcaption>
      <div aria-hidden="true">
        <BarChart
          responsive
          data={minutes.map(({ name, count }) => ({ name, count }))}
          style={{ width: '100%', maxWidth: 720, height: HEIGHT_PX }}
          margin={{ top: 20, right: 8, bottom: 4, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} />
          <XAxis dataKey="name" tick={tick} minTickGap={24} />
          <YAxis tick={tick} width={44} allowDecimals={false} />
          <Bar dataKey="count" fill="#00566b" isAnimationActive={false}>
            <LabelList
              dataKey="count"
              position="top"
              fill="#212b32"
              fontSize={12}
              formatter={(count) => (count === 0 ? '' : String(count))}
            />
          </Bar>
        </BarChart>
      </div>
    </figure>
  );
}
