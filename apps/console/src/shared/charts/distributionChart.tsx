import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { formatShare } from '../numbers/formatNumber.js';
import { chartColour } from './chartColour.js';
import type { Distribution } from './distributionBars.js';
import styles from './distributionChart.module.css';

const axisText = { fontSize: 12, fill: chartColour('axis') };

/** Two distributions over the same bins: reference in grey, current in colour. */
export function DistributionChart({ distribution, label }: { distribution: Distribution; label: string }) {
  return (
    <figure>
      <ul className={styles.legend}>
        <li>
          <span className={styles.swatch} style={{ background: chartColour('reference') }} /> Reference
        </li>
        <li>
          <span className={styles.swatch} style={{ background: chartColour('current') }} /> Current
        </li>
      </ul>
      <div className={styles.chart} role="img" aria-label={label}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={distribution.bars}
            margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
            barGap={0}
            barCategoryGap="18%"
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke={chartColour('grid')} />
            <XAxis
              dataKey="label"
              tick={axisText}
              tickLine={false}
              stroke={chartColour('grid')}
              minTickGap={12}
            />
            <YAxis tickFormatter={formatShare} tick={axisText} tickLine={false} axisLine={false} width={48} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: chartColour('grid') }}
              content={({ active, payload, label: bin }) =>
                active ? (
                  <div className={styles.tooltip}>
                    <strong>{bin}</strong>
                    {payload.map((entry) => (
                      <span key={String(entry.name)}>
                        {entry.name} {formatShare(Number(entry.value))}
                      </span>
                    ))}
                  </div>
                ) : null
              }
            />
            <Bar
              dataKey="reference"
              name="Reference"
              fill={chartColour('reference')}
              isAnimationActive={false}
            />
            <Bar dataKey="current" name="Current" fill={chartColour('current')} isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}
