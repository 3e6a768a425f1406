import type { ConfigValue } from '../../../facts/configValue.js';
import { configAt, isConfig, textAt, textsAt } from './dbtProject.js';
import type { RelationName } from './relation.js';

/** What dbt itself said when it last compiled the project. */
export interface ManifestEntry {
  relation: RelationName;
  /** Names of what it depends on: `model|name` or `source|group|name`. */
  dependsOn: string[];
}

/** `model.shop.orders` and `model.shop.orders.v2` as `model|orders`; sources keep their group. */
function keyOf(id: string): string {
  const [kind = '', , ...name] = id.split('.');
  if (kind === 'source') return `source|${name.join('|')}`;
  return `model|${name[0] ?? ''}`;
}

function entryOf(node: ConfigValue): ManifestEntry {
  const dependsOn = textsAt(configAt(node, 'depends_on'), 'nodes') ?? [];
  return {
    relation: {
      database: textAt(node, 'database') ?? '',
      schema: textAt(node, 'schema') ?? '',
      identifier: textAt(node, 'alias') ?? textAt(node, 'identifier') ?? textAt(node, 'name') ?? '',
    },
    dependsOn: dependsOn.map(keyOf),
  };
}

/** Nodes and sources of a `manifest.json`, by key. */
export function readManifest(manifest: ConfigValue | undefined): Map<string, ManifestEntry> {
  const entries = new Map<string, ManifestEntry>();
  for (const section of ['nodes', 'sources']) {
    for (const [id, node] of Object.entries(configAt(manifest, section))) {
      const tracked = /^(model|seed|snapshot|source)\./.test(id);
      if (tracked && isConfig(node)) entries.set(keyOf(id), entryOf(node));
    }
  }
  return entries;
}
