import type { Position } from '../../facts/position.js';
import type { Expression, Program, Statement } from '../../facts/program.js';
import { lowerPython } from '../python/lowerPython.js';
import { lowerR } from '../r/lowerR.js';
import { type Chunk, readChunks } from './readChunks.js';
import { type DocumentParameter, readHeader } from './readHeader.js';

export interface LoweredDocument {
  program: Program;
  problems: string[];
}

interface Document {
  text: string;
  calls: Set<string>;
  problems: string[];
}

const PROSE: ReadonlySet<string> = new Set([
  'css',
  'js',
  'html',
  'cat',
  'asis',
  'embed',
  'latex',
  'tikz',
  'dot',
  'mermaid',
  'comment',
  'verbatim',
  'stan',
  'rcpp',
  'fortran',
  'c',
]);
const PARAMETER_HOLE = /\?(\w+)|\{(\w+)\}/g;

function constant(value: string | number | boolean | null): Expression {
  return { kind: 'constant', value };
}

function call(document: Document, name: string, args: readonly Expression[], at: Position): Expression {
  document.calls.add(name);
  return { kind: 'call', callee: { kind: 'name', name }, args: args.map((value) => ({ value })), at };
}

function placeOf({ text }: Document, chunk: Chunk): Position {
  const code = text.slice(chunk.start, chunk.end);
  const lead = code.length - code.trimStart().length;
  const line = chunk.line + code.slice(0, lead).split('\n').length - 1;
  const lines = code.trim().split('\n').length;
  return [line, line + lines - 1, chunk.start + lead, chunk.start + lead + code.trim().length];
}

/** Positions of a chunk's code as the document counts them. */
function placeIn(chunk: Chunk): (position: Position) => Position {
  return ([line, endLine, start, end]) => [
    line + chunk.line - 1,
    endLine + chunk.line - 1,
    start + chunk.start,
    end + chunk.start,
  ];
}

function lowerRChunk(document: Document, chunk: Chunk): Statement[] {
  const child = chunk.options.get('child');
  const included: Statement[] =
    child === undefined ? [] : [{ kind: 'import', module: child, level: 0, names: [{ name: '*', as: '*' }] }];
  const { program, problems } = lowerR(document.text.slice(chunk.start, chunk.end), placeIn(chunk));
  for (const name of program.calls) document.calls.add(name);
  document.problems.push(...problems);
  return [...included, ...program.body];
}

/** Chunks of Python see the objects of R as `r.name`, those of R see the objects of Python as `py$name`: one set of names. */
function sharedNames(expression: unknown): unknown {
  return JSON.parse(JSON.stringify(expression), (_key, value: unknown) => {
    const member = value as {
      kind?: unknown;
      of?: { kind?: unknown; name?: unknown };
      name?: unknown;
    } | null;
    const isShared = member?.kind === 'member' && member.of?.kind === 'name' && member.of.name === 'r';
    return isShared ? { kind: 'name', name: member.name } : value;
  });
}

function isStatements(value: unknown): value is Statement[] {
  return Array.isArray(value);
}

function lowerPythonChunk(document: Document, chunk: Chunk): Statement[] {
  const { body, error } = lowerPython(
    document.text.slice(chunk.start, chunk.end),
    document.calls,
    placeIn(chunk),
  );
  if (error) document.problems.push(`line ${error[0]}: not Python that the grammar knows`);
  const shared = sharedNames(body);
  return isStatements(shared) ? [{ kind: 'code', language: 'python', body: shared }] : [];
}

/** The query with what the document fills in: `?name` and `{name}` are variables of R. */
function queryOf(query: string): Expression {
  const parts: Expression[] = [];
  let from = 0;
  for (const match of query.matchAll(PARAMETER_HOLE)) {
    parts.push(constant(query.slice(from, match.index)), { kind: 'name', name: match[1] ?? match[2] ?? '' });
    from = match.index + match[0].length;
  }
  return { kind: 'text', parts: [...parts, constant(query.slice(from))] };
}

function lowerQueryChunk(document: Document, chunk: Chunk): Statement[] {
  const { options } = chunk;
  const connection = options.get('connection') ?? 'con';
  // Without a connection nothing can run it: it is shown.
  if (!options.has('connection') && /^(false|F)$/i.test(options.get('eval') ?? '')) return [];
  const value = call(
    document,
    '<sql chunk>',
    [{ kind: 'name', name: connection }, queryOf(document.text.slice(chunk.start, chunk.end).trim())],
    placeOf(document, chunk),
  );
  const output = options.get('output.var') ?? options.get('output-var');
  return output === undefined
    ? [{ kind: 'do', value }]
    : [{ kind: 'assign', targets: [{ kind: 'name', name: output }], value }];
}

function lowerChunk(document: Document, chunk: Chunk): Statement[] {
  if (chunk.engine === 'r') return lowerRChunk(document, chunk);
  if (chunk.engine === 'python') return lowerPythonChunk(document, chunk);
  if (chunk.engine === 'sql') return lowerQueryChunk(document, chunk);
  if (chunk.engine === 'bash')
    return [
      {
        kind: 'do',
        value: call(
          document,
          '<bash chunk>',
          [constant(document.text.slice(chunk.start, chunk.end))],
          placeOf(document, chunk),
        ),
      },
    ];
  if (!PROSE.has(chunk.engine))
    document.problems.push(`line ${chunk.line}: a chunk in ${chunk.engine} is not read`);
  return [];
}

function parameterValue(value: DocumentParameter['value']): Expression {
  return Array.isArray(value) ? { kind: 'list', items: value.map(constant) } : constant(value);
}

/** `params` of the header: what renders the document may give other values. */
function lowerParameters(document: Document, parameters: readonly DocumentParameter[]): Statement[] {
  if (parameters.length === 0) return [];
  const entries = parameters.map(({ name, value }): [Expression, Expression] => [
    constant(name),
    call(document, '<parameter>', [constant(name), parameterValue(value)], [1, 1, 0, 0]),
  ]);
  return [{ kind: 'assign', targets: [{ kind: 'name', name: 'params' }], value: { kind: 'dict', entries } }];
}

/** A document of R Markdown or Quarto: its chunks, one after another, as one program. */
export function lowerDocument(text: string): LoweredDocument {
  const document: Document = { text, calls: new Set(), problems: [] };
  const chunks = readChunks(text);
  const body = [
    ...lowerParameters(document, readHeader(text)),
    ...chunks.flatMap((chunk) => lowerChunk(document, chunk)),
  ];
  return { program: { language: 'r', body, calls: [...document.calls] }, problems: document.problems };
}
