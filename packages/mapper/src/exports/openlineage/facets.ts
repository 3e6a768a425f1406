/** Who says so, in every event and facet. */
const PRODUCER = 'urn:driftline:mapper';
const SPEC = 'https://openlineage.io/spec';
const EVENT = `${SPEC}/2-0-2/OpenLineage.json#/$defs`;

/** Version of each facet's schema that is written. */
const VERSIONS = {
  ColumnLineageDatasetFacet: '1-2-0',
  DatasetTypeDatasetFacet: '1-0-0',
  JobTypeJobFacet: '2-0-3',
  SchemaDatasetFacet: '1-1-1',
  SourceCodeLocationJobFacet: '1-0-1',
  SymlinksDatasetFacet: '1-0-1',
} as const;

export type Facet = { _producer: string; _schemaURL: string } & Record<string, unknown>;

/** A facet of OpenLineage with the address of its schema. */
export function facet(name: keyof typeof VERSIONS, members: Record<string, unknown>): Facet {
  const _schemaURL = `${SPEC}/facets/${VERSIONS[name]}/${name}.json#/$defs/${name}`;
  return { _producer: PRODUCER, _schemaURL, ...members };
}

/** A facet of our own; it is read by the rules of the base facet. */
export function ownFacet(
  base: 'InputDatasetFacet' | 'OutputDatasetFacet',
  members: Record<string, unknown>,
): Facet {
  return { _producer: PRODUCER, _schemaURL: `${EVENT}/${base}`, ...members };
}

/** What every event begins with. */
export function eventHead(type: 'JobEvent' | 'DatasetEvent', eventTime: string) {
  return { eventTime, producer: PRODUCER, schemaURL: `${EVENT}/${type}` };
}
