import type { Suspect } from '@driftline/contracts';
import { groupBy } from '../../collections/groupBy.js';
import type { LineageGraph } from '../../lineage/lineageGraph.js';
import { columnScores, LEAST_EVIDENCE } from '../columnScores.js';
import { runTrouble } from '../runTrouble.js';
import type { IncidentContext, SuspectSource } from '../suspectSource.js';
import { type Reach, walkUpstream } from './walkUpstream.js';

/** How much an input that is itself unusual relieves the component that read it. */
const RELIEF = 0.6;
const LEAST_SCORE = 0.05;
/** A component that feeds many sound features besides is less suspect; so much at most. */
const CONTRAST = 0.4;

/**
 * Components ranked by the paper's ComponentRanking: what reaches them from the corrupted features, relieved by
 * unusual inputs, weighed by how many of the features they feed are affected, and raised by troubled runs.
 */
export const componentRanking: SuspectSource = {
  name: 'component-ranking',
  kind: 'components',
  rank(context) {
    const { graph } = context;
    if (graph === null || context.incident.cause === 'outcome-shift') return [];
    const byComponent = groupBy(walkUpstream(context, graph).values(), ({ component }) => component);
    return [...byComponent]
      .map(([id, reaches]) => suspectOf(context, graph, id, reaches))
      .filter((suspect) => suspect !== null)
      .sort((a, b) => b.score - a.score);
  },
};

function suspectOf(
  context: IncidentContext,
  graph: LineageGraph,
  id: string,
  reaches: Reach[],
): Suspect | null {
  const node = graph.nodes.find((one) => one.id === id);
  const best = reaches.reduce((a, b) => (b.score > a.score ? b : a));
  if (node?.kind !== 'component') return null;
  const scores = columnScores(context);
  const affected = reaches.filter(({ feature }) => (scores.get(feature)?.score ?? 0) >= LEAST_EVIDENCE);
  const contrast = 1 - CONTRAST * (1 - affected.length / reaches.length);
  const carried = affected.length > 0 ? best.score * contrast * (1 - RELIEF * (best.inputAnomaly ?? 0)) : 0;
  const job = { namespace: node.namespace ?? '', name: node.name };
  const trouble = runTrouble(context.lineage, job, context.incident.startedAt, context.now);
  const score = 1 - (1 - carried) * (1 - (trouble?.score ?? 0));
  if (score < LEAST_SCORE) return null;
  const reasons = [
    ...(trouble ? [trouble.reason] : []),
    ...(affected.length > 0 ? [carriesReason(affected, reaches.length)] : []),
    ...(best.inputAnomaly === null ? [] : [inputReason(best.inputAnomaly)]),
  ];
  return { name: node.name, score, reasons };
}

function carriesReason(affected: readonly Reach[], all: number): string {
  const names = affected
    .toSorted((a, b) => b.score - a.score)
    .slice(0, 3)
    .map(({ feature }) => feature);
  return `It produces ${names.join(', ')}; ${affected.length} of the ${all} features it feeds changed`;
}

function inputReason(anomaly: number): string {
  return anomaly < 0.5
    ? 'What it read was as usual, so the change began here'
    : 'What it read had already changed, so the change began further upstream';
}
