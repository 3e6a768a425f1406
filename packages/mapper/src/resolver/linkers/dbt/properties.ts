import type { ConfigValue } from '../../../facts/configValue.js';
import type { Facts } from '../../../facts/facts.js';
import {
  type Config,
  configAt,
  type DbtExposure,
  type DbtSource,
  listAt,
  textAt,
  textsAt,
} from './dbtProject.js';

/** What property files of a project say about its resources. */
export interface Properties {
  /** By kind of resource and name, as `models|orders`. */
  resources: Map<string, { config: Config; path: string; entry: Config }>;
  sources: DbtSource[];
  exposures: DbtExposure[];
  /** Snapshots that stand in YAML alone. */
  snapshots: { name: string; relation: string; config: Config; path: string }[];
}

const KINDS = ['models', 'seeds', 'snapshots', 'analyses'];

/** dbt-external-tables and dbt-duckdb say where a source's files are. */
function locationOf(table: Config, source: Config): ConfigValue | undefined {
  const places = [configAt(table, 'external').location];
  for (const each of [table, source])
    for (const holder of [configAt(each, 'config'), configAt(each, 'meta'), configAt(each, 'config', 'meta')])
      places.push(holder.external_location);
  const found = places.find((each) => typeof each === 'string');
  return typeof found === 'string' ? found.replaceAll('{name}', textAt(table, 'name') ?? '') : undefined;
}

function readSources(config: ConfigValue): DbtSource[] {
  return listAt(config, 'sources').flatMap((source) => {
    const name = textAt(source, 'name') ?? '';
    const inherited = configAt(source, 'config');
    return listAt(source, 'tables').map(
      (table): DbtSource => ({
        source: name,
        name: textAt(table, 'name') ?? '',
        database: table.database ?? source.database ?? inherited.database ?? source.catalog,
        schema: table.schema ?? source.schema ?? inherited.schema,
        identifier: table.identifier ?? configAt(table, 'config').identifier,
        location: locationOf(table, source),
      }),
    );
  });
}

function readExposures(path: string, facts: Facts): DbtExposure[] {
  const lines = new Map(
    (facts.artefacts ?? []).filter((each) => each.type === 'dbt-exposure').map((each) => [each.name, each]),
  );
  return listAt(facts.config, 'exposures').map((exposure): DbtExposure => {
    const name = textAt(exposure, 'name') ?? '';
    const artefact = lines.get(name);
    const line = artefact?.line ?? 1;
    const positions = configAt(artefact?.body, 'lines');
    const dependsOn = (textsAt(exposure, 'depends_on') ?? []).map((call) => ({
      call,
      line: Number(positions[call] ?? line),
    }));
    return { name, type: textAt(exposure, 'type') ?? '', path, line, dependsOn };
  });
}

/** Reads the YAML files below a project's folders. */
export function readProperties(files: Iterable<readonly [path: string, facts: Facts]>): Properties {
  const found: Properties = { resources: new Map(), sources: [], exposures: [], snapshots: [] };
  for (const [path, facts] of files) {
    const { config } = facts;
    if (config === undefined) continue;
    found.sources.push(...readSources(config));
    found.exposures.push(...readExposures(path, facts));
    for (const kind of KINDS) {
      for (const entry of listAt(config, kind)) {
        const name = textAt(entry, 'name');
        if (name === undefined) continue;
        found.resources.set(`${kind}|${name}`, { config: { ...configAt(entry, 'config') }, path, entry });
        const relation = kind === 'snapshots' ? textAt(entry, 'relation') : undefined;
        if (relation !== undefined)
          found.snapshots.push({ name, relation, config: configAt(entry, 'config'), path });
      }
    }
  }
  return found;
}
