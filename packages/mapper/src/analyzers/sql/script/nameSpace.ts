import type { SqlTable } from '../../../facts/sqlScript.js';
import type { WrittenName } from '../text/tokenCursor.js';

const PATH_FORMATS = new Set([
  'delta',
  'parquet',
  'csv',
  'json',
  'orc',
  'text',
  'avro',
  'iceberg',
  'binaryfile',
  'hudi',
]);
const SESSION_SCHEMAS = new Set(['_session', 'tempdb', 'pg_temp', 'temp', 'session']);
const USER_SCHEMAS = new Set(['$user', '"$user"', 'pg_catalog', 'public']);

/** What unqualified names of a session mean: USE, search paths, attached files, tables that end with the session. */
export class NameSpace {
  private database = '';
  private schema = '';
  private readonly temporary = new Set<string>();
  private readonly attached = new Map<string, { namespace: string; prefix: string }>();

  constructor(
    private readonly dialect: string,
    private readonly restore: (text: string) => string,
  ) {}

  /** `USE x`: a database for servers that have schemas below it, else the schema itself. */
  use(name: WrittenName, what: string): void {
    const [first = '', second] = name.parts.map((part) => this.restore(part));
    if (second !== undefined) [this.database, this.schema] = [first, second];
    else if (what === 'SCHEMA') this.schema = first;
    else if (
      what === 'DATABASE' ||
      what === 'CATALOG' ||
      this.dialect === 'tsql' ||
      this.dialect === 'snowflake'
    )
      [this.database, this.schema] = [first, ''];
    else this.schema = first;
  }

  /** The first schema of a search path that is the script's own. */
  searchPath(schemas: readonly string[]): void {
    this.schema =
      schemas.map((each) => this.restore(each)).find((each) => !USER_SCHEMAS.has(each.toLowerCase())) ?? '';
  }

  attach(name: string, namespace: string, prefix = ''): void {
    this.attached.set(name.toLowerCase(), { namespace, prefix });
  }

  declareTemporary(name: string): void {
    this.temporary.add(name.toLowerCase());
  }

  isTemporary(name: string): boolean {
    return this.temporary.has(name.toLowerCase()) || /^##?[A-Za-z_]/.test(name);
  }

  /** The table that a written name means. */
  table(name: WrittenName): SqlTable {
    const { line } = name;
    const parts = name.parts.map((part) => this.restore(part));
    const [first = '', last = ''] = [parts[0], parts.at(-1)];
    if (parts.length === 2 && PATH_FORMATS.has(first.toLowerCase()) && name.quoted && /[/:]/.test(last))
      return { name: last, line, location: true };
    if (parts.length === 1 && name.quoted && /[/\\]|^\w+:/.test(last))
      return { name: last, line, location: true };
    if (this.isSessionTable(parts)) return { name: last, line };
    const server = parts.length > 1 ? this.attached.get(first.toLowerCase()) : undefined;
    if (server)
      return {
        name: [server.prefix, ...parts.slice(1)].filter(Boolean).join('.'),
        line,
        namespace: server.namespace,
      };
    return { name: this.qualified(parts), line };
  }

  private isSessionTable(parts: readonly string[]): boolean {
    const last = parts.at(-1) ?? '';
    if (parts.length > 1 && SESSION_SCHEMAS.has((parts[0] ?? '').toLowerCase()))
      return this.isTemporary(last);
    return parts.length === 1 ? this.isTemporary(last) : this.temporary.has(parts.join('.').toLowerCase());
  }

  private qualified(parts: readonly string[]): string {
    const usual = this.dialect === 'tsql' ? 'dbo' : 'public';
    const full = parts.map((part) => (part === '' ? usual : part));
    if (full.length === 1) {
      const schema =
        this.schema === '' && this.database !== '' && this.dialect === 'tsql' ? usual : this.schema;
      if (schema === '') return full.join('.');
      return [this.database, schema, ...full].filter(Boolean).join('.');
    }
    if (full.length === 2 && this.database !== '') return [this.database, ...full].join('.');
    return full.join('.');
  }
}
