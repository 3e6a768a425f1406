import type { ConfigValue } from '../../../facts/configValue.js';
import { tableSpaceOfUrl } from '../../../libraries/tableSpace.js';
import type { Linker } from '../linker.js';

function textOf(body: ConfigValue, key: string): string | undefined {
  const value = body !== null && typeof body === 'object' && !Array.isArray(body) ? body[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** Models of Prisma's schemas stand for tables. */
export const prismaLinker: Linker = {
  name: 'prisma',
  prepare: ({ facts, recorder }) => {
    for (const { artefacts } of facts.values()) {
      for (const { type, name, body } of artefacts ?? []) {
        if (type !== 'prisma-model') continue;
        const table = textOf(body, 'table') ?? name;
        const url = textOf(body, 'url');
        const known = url?.includes('://') ? tableSpaceOfUrl(url) : undefined;
        const namespace = known?.namespace ?? textOf(body, 'namespace') ?? 'sql';
        const location = known && known.prefix !== '' ? `${known.prefix}.${table}` : table;
        recorder.catalogue.set('prisma', name.toLowerCase(), { location, namespace, kind: 'table' });
      }
    }
  },
};
