import type { OpenLineageDataset } from '@driftline/contracts';
import { objectIn, objectsIn, stringIn } from './facetMembers.js';
import type { ColumnLink } from './runTimeLineage.js';

/** What the columnLineage facet of an output says. */
export function columnLinksOf(output: OpenLineageDataset): ColumnLink[] {
  const fields = objectIn(objectIn(output.facets, 'columnLineage'), 'fields');
  return Object.keys(fields).map((column) => ({
    output: { namespace: output.namespace, name: output.name },
    column,
    inputs: objectsIn(fields[column], 'inputFields').flatMap((field) => {
      const [namespace, name, input] = [
        stringIn(field, 'namespace'),
        stringIn(field, 'name'),
        stringIn(field, 'field'),
      ];
      return namespace !== null && name !== null && input !== null
        ? [{ namespace, name, column: input }]
        : [];
    }),
  }));
}
