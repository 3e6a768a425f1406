import type { MapConfidence, Suspect } from '@driftline/contracts';
import { groupBy } from '../../collections/groupBy.js';
import type { FeatureLink, LineageGraph } from '../../lineage/lineageGraph.js';
import { columnScores, LEAST_EVIDENCE } from '../columnScores.js';
import { observedAnomaly } from '../observedAnomaly.js';
import type { IncidentContext, SuspectSource } from '../suspectSource.js';
import { pathSteps } from './pathSteps.js';
import { sourceLinks } from './sourceLinks.js';

const CONFIDENCE: Record<MapConfidence, number> = { exact: 1, inferred: 0.85, possible: 0.5 };
/** A source that feeds many sound features besides is less suspect; so much at most. */
const CONTRAST = 0.5;
const HEALTHY_SOURCE = 0.3;

/** Sources ranked by the features they feed that have evidence against them, with the path to the model. */
export const sourcePath: SuspectSource = {
  name: 'source-path',
  kind: 'sources',
  rank(context) {
    const { graph } = context;
    if (graph === null || context.incident.cause === 'outcome-shift') return [];
    const links = sourceLinks(graph, context.model, context.features);
    return [...groupBy(links, ({ source }) => source)]
      .map(([source, own]) => suspectOf(context, graph, source, own))
      .filter((suspect) => suspect !== null)
      .sort((a, b) => b.score - a.score);
  },
};

function suspectOf(
  context: IncidentContext,
  graph: LineageGraph,
  source: string,
  links: readonly FeatureLink[],
): Suspect | null {
  const node = graph.nodes.find(({ id }) => id === source);
  const scores = columnScores(context);
  const weigh = ({ feature, confidence }: FeatureLink) =>
    (scores.get(feature)?.score ?? 0) * CONFIDENCE[confidence];
  const bad = links.filter(({ feature }) => (scores.get(feature)?.score ?? 0) >= LEAST_EVIDENCE);
  const best = bad.toSorted((a, b) => weigh(b) - weigh(a))[0];
  if (!node || !best) return null;
  const features = [...new Set(bad.map(({ feature }) => feature))];
  const fed = new Set(links.map(({ feature }) => feature)).size;
  const contrast = 1 - CONTRAST * (1 - features.length / fed);
  const observed = observedAnomaly(
    context.lineage,
    source,
    best.columns[0] ?? null,
    context.incident.startedAt,
  );
  const health = observed === null ? 1 : HEALTHY_SOURCE + (1 - HEALTHY_SOURCE) * observed;
  const reasons = [
    `It feeds ${features.slice(0, 3).join(', ')}${columnsText(best)}; ${features.length} of the ${fed} features it feeds changed`,
    ...(scores
      .get(best.feature)
      ?.findings.slice(0, 1)
      .map(({ message }) => message) ?? []),
    ...(observed === null
      ? []
      : [observed < 0.5 ? 'Its own figures were as usual' : 'Its own figures changed as well']),
  ];
  return {
    name: node.name,
    score: weigh(best) * contrast * health,
    reasons,
    path: pathSteps(graph, best.path),
  };
}

function columnsText({ columns }: FeatureLink): string {
  return columns.length > 0 ? ` from its column ${columns.slice(0, 3).join(', ')}` : '';
}
