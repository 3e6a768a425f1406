import type { Artefact } from '../../facts/artefact.js';
import type { Facts } from '../../facts/facts.js';

const BLOCK = /^(model|view|datasource)\s+(\w+)\s*\{([\s\S]*?)^\}/gm;
const PROVIDERS: Readonly<Record<string, string>> = {
  postgresql: 'postgres',
  postgres: 'postgres',
  cockroachdb: 'postgres',
  mysql: 'mysql',
  sqlite: 'sqlite',
  sqlserver: 'mssql',
  mongodb: 'mongodb',
};

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Models of a Prisma schema with the tables that they are, and the kind of server that holds them. */
export function readPrismaSchema(text: string): Facts {
  const blocks = [...text.matchAll(BLOCK)];
  const source = blocks.find((each) => each[1] === 'datasource')?.[3] ?? '';
  const provider = /provider\s*=\s*"(\w+)"/.exec(source)?.[1] ?? '';
  const url = /url\s*=\s*"([^"]+)"/.exec(source)?.[1];
  const variable = /url\s*=\s*env\("([^"]+)"\)/.exec(source)?.[1];
  const artefacts = blocks
    .filter((each) => each[1] !== 'datasource')
    .map((block): Artefact => {
      const [all, , name = '', body = ''] = block;
      const table = /@@map\("([^"]+)"\)/.exec(body)?.[1] ?? name;
      const schema = /@@schema\("([^"]+)"\)/.exec(body)?.[1];
      const line = lineAt(text, block.index);
      return {
        type: 'prisma-model',
        name,
        line,
        endLine: line + all.split('\n').length - 1,
        body: {
          table: schema === undefined ? table : `${schema}.${table}`,
          namespace: PROVIDERS[provider] ?? 'sql',
          ...(url === undefined ? {} : { url }),
          ...(variable === undefined ? {} : { variable }),
        },
      };
    });
  return artefacts.length > 0 ? { artefacts } : {};
}
