import type { Suspect } from '@driftline/contracts';
import { findDeployedModel } from '../../lineage/findDeployedModel.js';
import type { LineageGraph, LineageNode } from '../../lineage/lineageGraph.js';
import { shortestPath } from '../../lineage/shortestPath.js';
import { type RunTrouble, runTrouble } from '../runTrouble.js';
import { pathSteps } from '../sourcePath/pathSteps.js';
import type { IncidentContext, SuspectSource } from '../suspectSource.js';

/** A source is a step further from the evidence than the component that did not read it. */
const PER_STEP = 0.9;

/**
 * Sources that the model's pipeline did not get near the onset: what a component with failed, late or missing runs
 * reads. Stale data look like good data, so no finding on a column may tell.
 */
export const troubledRuns: SuspectSource = {
  name: 'troubled-runs',
  kind: 'sources',
  rank(context) {
    const { graph } = context;
    if (graph === null || context.incident.cause === 'outcome-shift') return [];
    const models = findDeployedModel(graph, context.model, context.features);
    const suspects = new Map<string, Suspect>();
    for (const component of graph.nodes.filter(({ kind }) => kind === 'component')) {
      const trouble = troubleOf(context, component);
      if (trouble === null) continue;
      for (const suspect of sourcesOf(graph, component, models, trouble)) {
        const known = suspects.get(suspect.name);
        if (!known || known.score < suspect.score) suspects.set(suspect.name, suspect);
      }
    }
    return [...suspects.values()].sort((a, b) => b.score - a.score);
  },
};

function troubleOf({ lineage, incident, now }: IncidentContext, component: LineageNode): RunTrouble | null {
  const job = { namespace: component.namespace ?? '', name: component.name };
  return runTrouble(lineage, job, incident.startedAt, now);
}

/** The sources that a component reads on the way to the model. */
function sourcesOf(
  graph: LineageGraph,
  component: LineageNode,
  models: readonly string[],
  trouble: RunTrouble,
): Suspect[] {
  const read = graph.edges.filter(({ to, relation }) => to === component.id && relation === 'reads');
  return graph.nodes
    .filter(({ id, source }) => source && read.some(({ from }) => from === id))
    .flatMap((source): Suspect[] => {
      const onward = models
        .map((model) => shortestPath(graph, component.id, model))
        .find((path) => path !== null);
      if (!onward) return [];
      const reasons = [`${component.name} reads it. ${trouble.reason}`];
      const path = pathSteps(graph, [source.id, ...onward]);
      return [{ name: source.name, score: trouble.score * PER_STEP, reasons, path }];
    });
}
