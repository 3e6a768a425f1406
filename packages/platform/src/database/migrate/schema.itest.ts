import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServers, type TestServers } from '../../testing/index.js';
import { migrateDatabase } from './migrateDatabase.js';

/** What is used of Prisma's data model (DMMF). */
interface Field {
  name: string;
  dbName?: string | null;
  kind: string;
  type: string;
  isList: boolean;
  isRequired: boolean;
  isId: boolean;
  isUnique: boolean;
  hasDefaultValue: boolean;
  relationFromFields?: string[];
  relationToFields?: string[];
}
interface DataModel {
  models: { name: string; dbName: string; fields: Field[] }[];
  indexes: { model: string; type: string; fields: { name: string }[] }[];
}

const SCHEMA = fileURLToPath(new URL('../../../../../prisma/schema.prisma', import.meta.url));
const DUMP = fileURLToPath(new URL('./fixtures/dumpDmmf.mjs', import.meta.url));
const TYPES: Record<string, string> = {
  String: 'text',
  Int: 'int4',
  BigInt: 'int8',
  Float: 'float8',
  Boolean: 'bool',
  Json: 'jsonb',
  DateTime: 'timestamptz(3)',
};

async function readDataModel(): Promise<DataModel> {
  const folder = await mkdtemp(join(tmpdir(), 'driftline-dmmf-'));
  const output = join(folder, 'dmmf.json');
  const generator = `generator dump {\n  provider = "${process.execPath} ${DUMP}"\n  output = "${output}"\n}\n`;
  const source = (await readFile(SCHEMA, 'utf8')).replace(/^generator [\s\S]*?^}/m, generator);
  const copy = join(folder, 'schema.prisma');
  await writeFile(copy, source);
  const prisma = join(
    dirname(createRequire(import.meta.url).resolve('prisma/package.json')),
    'build/index.js',
  );
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
  await promisify(execFile)(process.execPath, [prisma, 'generate', '--schema', copy], { env });
  const model: DataModel = JSON.parse(await readFile(output, 'utf8'));
  await rm(folder, { recursive: true });
  return model;
}

let servers: TestServers;
let dataModel: DataModel;
let database: Client;

beforeAll(async () => {
  servers = await startTestServers();
  dataModel = await readDataModel();
  const url = await servers.freshDatabase();
  await migrateDatabase(url);
  database = new Client({ connectionString: url });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await servers.stop();
});

async function facts(sql: string): Promise<string[]> {
  const { rows } = await database.query<{ fact: string }>(sql);
  return rows.map(({ fact }) => fact).sort();
}

const columnOf = (field: Field) => field.dbName ?? field.name;

function scalars(model: DataModel['models'][number]): Field[] {
  return model.fields.filter((field) => field.kind !== 'object');
}

function columnNamed(model: DataModel['models'][number], name: string): string {
  const field = model.fields.find((each) => each.name === name);
  return field ? columnOf(field) : name;
}

describe('the migrated schema', () => {
  it('has the columns of schema.prisma: type, nullability, default', async () => {
    const expected = dataModel.models.flatMap((model) =>
      scalars(model).map((field) =>
        [
          `${model.dbName}.${columnOf(field)}`,
          `${field.isList ? '_' : ''}${TYPES[field.type]}`,
          field.isRequired && !field.isList ? 'required' : 'nullable',
          field.hasDefaultValue ? 'default' : '-',
        ].join(' '),
      ),
    );
    const actual = await facts(`
      SELECT concat_ws(' ', table_name || '.' || column_name,
        udt_name || CASE WHEN udt_name = 'timestamptz' THEN '(' || datetime_precision || ')' ELSE '' END,
        CASE is_nullable WHEN 'NO' THEN 'required' ELSE 'nullable' END,
        CASE WHEN column_default IS NULL THEN '-' ELSE 'default' END) AS fact
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`);
    expect(actual).toEqual(expected.sort());
    expect(actual.length).toBeGreaterThan(100);
  });

  it('has the keys and indexes of schema.prisma', async () => {
    const expected = dataModel.indexes.map((index) => {
      const model = dataModel.models.find(({ name }) => name === index.model);
      if (!model) return `no model ${index.model}`;
      const columns = index.fields.map(({ name }) => columnNamed(model, name));
      const kind = index.type === 'id' ? 'primary' : index.type;
      return `${model.dbName} ${kind} ${columns.join(', ')}`;
    });
    const actual = await facts(`
      SELECT concat_ws(' ', c.relname,
        CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' ELSE 'normal' END,
        (SELECT string_agg(a.attname, ', ' ORDER BY k.position)
         FROM unnest(i.indkey) WITH ORDINALITY AS k(attnum, position)
         JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum)) AS fact
      FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
      WHERE c.relnamespace = 'public'::regnamespace AND c.relname <> '_prisma_migrations'`);
    expect(actual).toEqual(expected.sort());
  });

  it('has the relations of schema.prisma, each removing what belongs to what is removed', async () => {
    const expected = dataModel.models.flatMap((model) =>
      model.fields
        .filter((field) => field.kind === 'object' && field.relationFromFields?.length)
        .map((field) => {
          const to = dataModel.models.find(({ name }) => name === field.type);
          const from = field.relationFromFields?.map((name) => columnNamed(model, name));
          return `${model.dbName}(${from?.join(', ')}) -> ${to?.dbName}(${field.relationToFields?.join(', ')}) c`;
        }),
    );
    const actual = await facts(`
      SELECT format('%s(%s) -> %s(%s) %s', conrelid::regclass, f.attname, confrelid::regclass, t.attname, confdeltype)
        AS fact
      FROM pg_constraint
      JOIN pg_attribute f ON f.attrelid = conrelid AND f.attnum = conkey[1]
      JOIN pg_attribute t ON t.attrelid = confrelid AND t.attnum = confkey[1]
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace`);
    expect(actual).toEqual(expected.sort());
    expect(actual.length).toBeGreaterThan(5);
  });
});
