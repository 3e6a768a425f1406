import { seededUniform } from '../math/seededUniform.js';
import { standardNormal } from '../math/standardNormal.js';
import { features as allFeatures, type Feature } from './features.js';
import { type Stage, stages } from './pipeline.js';
import { DAY, liveStartOf, type RecordingOptions } from './recording.js';
import { active } from './trouble.js';

const ROWS = 2000;

/** What a run reports of the columns it read (OpenLineage dataQualityMetrics): sound before the stage of the trouble. */
export function columnFigures(
  columns: readonly string[],
  stage: Stage,
  at: number,
  options: RecordingOptions,
) {
  const features = allFeatures.filter(({ name }) => columns.includes(name));
  const columnMetrics = features.map((feature) => [feature.name, figuresOf(feature, stage, at, options)]);
  return { rowCount: ROWS, columnMetrics: Object.fromEntries(columnMetrics) };
}

function figuresOf(feature: Feature, stage: Stage, at: number, options: RecordingOptions) {
  const uniform = seededUniform(options.seed * 31 + Math.floor(at / 60_000) + feature.name.length * 7);
  const troubles = active(
    options.troubles ?? [],
    (at - liveStartOf(options)) / DAY,
    'factor',
    'nulls',
    'collapse',
  ).filter(
    ({ feature: name, origin = 'source' }) =>
      name === feature.name && stages.indexOf(origin) <= stages.indexOf(stage),
  );
  const share = troubles.reduce((most, one) => Math.max(most, one.kind === 'nulls' ? one.share : 0), 0);
  const factor = troubles.reduce((all, one) => all * (one.kind === 'factor' ? one.factor : 1), 1);
  const nullCount = Math.round(ROWS * Math.max(share, 0.001 * uniform()));
  const middle = feature.valueOf(standardNormal(uniform) / Math.sqrt(ROWS));
  if (typeof middle !== 'number') {
    const collapsed = troubles.some(({ kind }) => kind === 'collapse');
    return { nullCount, distinctCount: collapsed ? 1 : 4, count: ROWS };
  }
  return { nullCount, count: ROWS, sum: middle * factor * (ROWS - nullCount) };
}
