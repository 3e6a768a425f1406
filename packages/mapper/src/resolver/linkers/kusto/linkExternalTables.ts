import { datasetOfUri } from '@driftline/contracts';
import type { Artefact } from '../../../facts/artefact.js';
import { flowOfDataset } from '../../../values/flow.js';
import type { LinkContext } from '../linker.js';

function isLocation(value: unknown): value is { name: string; namespace?: string } {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
}

function datasetsOf(context: LinkContext, { body }: Artefact): number[] {
  const { datasets } = context.recorder;
  return (Array.isArray(body) ? body : []).filter(isLocation).map(({ name, namespace }) => {
    if (namespace !== undefined) return datasets.intern(namespace, name, 'table');
    const identity = datasetOfUri(name);
    return datasets.intern(identity.namespace, identity.name, undefined);
  });
}

/** An external table is its storage under another name: one dataset; over several places, a view that reads them. */
export function linkExternalTables(context: LinkContext): void {
  const { recorder, facts, activities } = context;
  for (const [path, { artefacts }] of facts) {
    for (const artefact of artefacts ?? []) {
      if (artefact.type !== 'kusto-external-table') continue;
      const places = datasetsOf(context, artefact);
      const table = recorder.datasets.intern('kusto', artefact.name, 'table');
      const [only, ...others] = places;
      if (only !== undefined && others.length === 0) {
        recorder.datasets.merge(table, only);
        continue;
      }
      const activity = activities.declare({ key: path, name: path, path, language: 'kql', kind: 'query' });
      const place = { path, at: [artefact.line, artefact.endLine, -artefact.line, -artefact.line] as const };
      for (const dataset of places) {
        const details = { confidence: 'exact' as const, analyzer: 'kql' };
        recorder.access('reads', activity, dataset, place, details);
        recorder.access('writes', activity, table, place, { ...details, flow: flowOfDataset(dataset) });
      }
    }
  }
}
