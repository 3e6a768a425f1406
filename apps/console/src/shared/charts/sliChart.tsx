import type { Incident, ReferenceSli } from '@driftline/contracts';
import { useState } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  type MouseHandlerDataParam,
  ReferenceArea,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatTick } from '../numbers/formatNumber.js';
import { metricName } from '../numbers/metricName.js';
import type { SliChartRow } from '../slis/sliChartRows.js';
import { formatTime } from '../time/formatTime.js';
import { useTimeZone } from '../time/timeZone.js';
import { chartColour } from './chartColour.js';
import { describeSliChart } from './describeSliChart.js';
import { niceAxis } from './niceAxis.js';
import styles from './sliChart.module.css';
import { SliChartTooltip } from './sliChartTooltip.js';
import { SliLegend } from './sliLegend.js';

export interface SliChartProps {
  metric: string;
  rows: SliChartRow[];
  reference: ReferenceSli | undefined;
  /** Shaded from the first bad window, with markers where they opened and closed. */
  incidents: readonly Incident[];
  /** Called with the dragged-over interval, milliseconds. */
  onZoom?: (from: number, to: number) => void;
  height?: number;
}

const axisText = { fontSize: 12, fill: chartColour('axis') };

/** One SLI over windows: reference band in grey, realised solid, estimated dashed, uncertainty as bands. */
export function SliChart({ metric, rows, reference, incidents, onZoom, height = 280 }: SliChartProps) {
  const { zone } = useTimeZone();
  const [drag, setDrag] = useState<{ from: number; to: number }>();
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const at = (state: MouseHandlerDataParam) =>
    state.activeLabel === undefined ? undefined : Number(state.activeLabel);
  const finish = () => {
    if (drag !== undefined && drag.from !== drag.to) {
      onZoom?.(Math.min(drag.from, drag.to), Math.max(drag.from, drag.to) + (first.end - first.at));
    }
    setDrag(undefined);
  };
  const day = (value: number) => formatTime(value, 'day', zone);
  const axis = niceAxis(rows, reference);
  const shown = incidents.filter(
    (incident) =>
      Date.parse(incident.startedAt) <= last.end &&
      (incident.closedAt === null || Date.parse(incident.closedAt) >= first.at),
  );

  return (
    <figure className={styles.figure}>
      <SliLegend rows={rows} reference={reference} zoom={onZoom !== undefined} />
      <div
        className={styles.chart}
        style={{ height }}
        role="img"
        aria-label={describeSliChart(metric, rows, reference)}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={rows}
            margin={{ top: 18, right: 12, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            onMouseDown={(state) => {
              const from = onZoom ? at(state) : undefined;
              if (from !== undefined) setDrag({ from, to: from });
            }}
            onMouseMove={(state) => {
              const to = at(state);
              if (drag !== undefined && to !== undefined) setDrag({ ...drag, to });
            }}
            onMouseUp={finish}
            onMouseLeave={() => setDrag(undefined)}
          >
            <CartesianGrid vertical={false} stroke={chartColour('grid')} />
            <XAxis
              dataKey="at"
              type="number"
              domain={[first.at, last.end]}
              scale="time"
              tickFormatter={day}
              tick={axisText}
              tickLine={false}
              stroke={chartColour('grid')}
              minTickGap={56}
            />
            <YAxis
              domain={axis.domain}
              ticks={axis.ticks}
              allowDataOverflow
              tickFormatter={formatTick}
              tick={axisText}
              tickLine={false}
              axisLine={false}
              width={48}
            />
            {reference !== undefined && (
              <ReferenceArea
                y1={reference.low}
                y2={reference.high}
                fill={chartColour('reference')}
                fillOpacity={0.2}
                strokeOpacity={0}
                ifOverflow="hidden"
              />
            )}
            {shown.map((incident) => (
              <ReferenceArea
                key={incident.id}
                x1={Math.max(first.at, Date.parse(incident.startedAt))}
                x2={Math.min(last.end, incident.closedAt === null ? last.end : Date.parse(incident.closedAt))}
                fill={chartColour(incident.severity)}
                fillOpacity={0.07}
                ifOverflow="hidden"
              />
            ))}
            <Area
              dataKey={(row: SliChartRow) => row.estimated?.band ?? null}
              stroke="none"
              fill={chartColour('estimated')}
              fillOpacity={0.16}
              isAnimationActive={false}
              activeDot={false}
            />
            <Area
              dataKey={(row: SliChartRow) => row.realised?.band ?? null}
              stroke="none"
              fill={chartColour('realised')}
              fillOpacity={0.16}
              isAnimationActive={false}
              activeDot={false}
            />
            <Line
              dataKey={(row: SliChartRow) => row.estimated?.value ?? null}
              stroke={chartColour('estimated')}
              strokeWidth={1.75}
              strokeDasharray="5 4"
              dot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey={(row: SliChartRow) => row.blended?.value ?? null}
              stroke={chartColour('blended')}
              strokeWidth={1.5}
              strokeDasharray="1 3"
              dot={false}
              isAnimationActive={false}
            />
            <Line
              dataKey={(row: SliChartRow) => row.realised?.value ?? null}
              stroke={chartColour('realised')}
              strokeWidth={2}
              dot={false}
              isAnimationActive={false}
            />
            {shown.map((incident) => (
              <ReferenceLine
                key={`opened ${incident.id}`}
                x={Date.parse(incident.openedAt)}
                stroke={chartColour(incident.severity)}
                strokeDasharray="2 3"
                ifOverflow="hidden"
                label={{
                  value: 'opened',
                  position: 'top',
                  fontSize: 12,
                  fill: chartColour(incident.severity),
                }}
              />
            ))}
            {shown.map((incident) =>
              incident.closedAt === null ? null : (
                <ReferenceLine
                  key={`closed ${incident.id}`}
                  x={Date.parse(incident.closedAt)}
                  stroke={chartColour('neutral')}
                  strokeDasharray="2 3"
                  ifOverflow="hidden"
                  label={{ value: 'closed', position: 'top', fontSize: 12, fill: chartColour('neutral') }}
                />
              ),
            )}
            {drag !== undefined && (
              <ReferenceArea x1={drag.from} x2={drag.to} fill={chartColour('selection')} fillOpacity={0.18} />
            )}
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: chartColour('axis'), strokeWidth: 1 }}
              content={({ active, label }) => (
                <SliChartTooltip
                  metric={metric}
                  row={active ? rows.find((row) => row.at === Number(label)) : undefined}
                />
              )}
            />
          </ComposedChart>
        </ResponsiveContainer>
      </div>
      <figcaption className={styles.caption}>
        {metricName(metric)} per window; bands are 95 % intervals. {newestNote(rows)}
      </figcaption>
    </figure>
  );
}

function newestNote(rows: readonly SliChartRow[]): string {
  const realised = rows.at(-1)?.realised;
  return realised?.value === null
    ? `Newest window, realised: cannot know yet, ${realised.reason ?? 'no reason given'}.`
    : '';
}
