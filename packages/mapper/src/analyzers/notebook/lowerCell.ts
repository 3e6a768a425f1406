import type { Position } from '../../facts/position.js';
import type { Argument, Expression, Program, Statement } from '../../facts/program.js';
import { lowerPython } from '../python/lowerPython.js';
import type { Cell } from './cell.js';
import { rewriteMagics } from './rewriteMagics.js';

/** Lowers a text in another language; `place` says where its parts stand in the file. */
export type LowerOther = (
  text: string,
  place: (position: Position) => Position,
) => { program: Program; problems: string[] };

/** What the cells of one notebook are lowered with. */
export interface CellLowering {
  calls: Set<string>;
  problems: string[];
  lineAt: (offset: number) => number;
  /** Languages beside Python and SQL that the caller's thread has parsers for. */
  others: Readonly<Record<string, LowerOther>>;
}

const PYTHON_FILE = /\.py\b/;
const DATA_FILE = /\.(csv|tsv|txt|json|jsonl|xml|parquet)\s*$/i;
const HOLE =
  /\{\{\s*([A-Za-z_]\w*)\s*\}\}|\$\{([A-Za-z_]\w*)\}|\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)(?![\w$])/g;

function text(value: string): Expression {
  return { kind: 'constant', value };
}

function member(path: string): Expression {
  const [root = '', ...names] = path.split('.');
  return names.reduce<Expression>((of, name) => ({ kind: 'member', of, name }), { kind: 'name', name: root });
}

function call(callee: Expression, args: readonly Expression[], at: Position): Expression {
  return { kind: 'call', callee, args: args.map((value): Argument => ({ value })), at };
}

function placeOf({ source }: Cell, { lineAt }: CellLowering): Position {
  const lead = source.text.length - source.text.trimStart().length;
  return source.place([1, 1, lead, source.text.trimEnd().length], lineAt);
}

/** The query with what the notebook fills in: variables, and the widgets that `${name}` reads. */
function filledQuery(query: string, at: Position): Expression {
  const parts: Expression[] = [];
  let from = 0;
  for (const match of query.matchAll(HOLE)) {
    const [all, doubled, widget, single, dollar] = match;
    const name = doubled ?? single ?? dollar ?? '';
    const value =
      widget === undefined
        ? member(name)
        : call(member('dbutils.widgets.get'), [text(widget)], [at[0], at[1], -at[2], -at[3]]);
    parts.push(text(query.slice(from, match.index)), value);
    from = match.index + all.length;
  }
  parts.push(text(query.slice(from)));
  return parts.length === 1 ? text(query) : { kind: 'text', parts };
}

/** `get_ipython().run_cell_magic(name, words, body)`, as IPython itself writes it. */
function cellMagic(name: string, cell: Cell, body: Expression, lowering: CellLowering): Expression {
  lowering.calls.add('run_cell_magic');
  const at = placeOf(cell, lowering);
  const shell = call(member('get_ipython'), [], at);
  return call(
    { kind: 'member', of: shell, name: 'run_cell_magic' },
    [text(name), text(cell.words ?? ''), body],
    at,
  );
}

/** The variable that a query's answer goes into: `%%bigquery name`, `%%sql name <<`. */
function answerName(cell: Cell): string {
  const words = cell.words ?? '';
  const named =
    cell.language === 'bigquery' ? /^([A-Za-z_]\w*)/.exec(words) : /(?:^|\s)([A-Za-z_]\w*)\s*<</.exec(words);
  return named?.[1] ?? '_sqldf';
}

function lowerQuery(cell: Cell, lowering: CellLowering): Statement[] {
  const query = cell.source.text.replace(/;?\s*$/, '');
  const body = filledQuery(query.trimStart(), placeOf(cell, lowering));
  const value = cellMagic(cell.language, cell, body, lowering);
  return [{ kind: 'assign', targets: [{ kind: 'name', name: answerName(cell) }], value }];
}

/** The path after `%run`, without options and parameters. */
function includedPath(statement: Statement): string | undefined {
  if (statement.kind !== 'do' || statement.value.kind !== 'call') return undefined;
  const { callee, args } = statement.value;
  const [name, words] = args.map(({ value }) =>
    value.kind === 'constant' ? String(value.value) : undefined,
  );
  if (callee.kind !== 'member' || callee.name !== 'run_line_magic' || name !== 'run') return undefined;
  const quoted = /^\s*(?:-\w+\s+)*(?:"([^"]+)"|'([^']+)'|(\S+))/.exec(words ?? '');
  return quoted?.[1] ?? quoted?.[2] ?? quoted?.[3];
}

/** `%run other` runs the other notebook in the place of this one. */
function withIncluded(statement: Statement): Statement[] {
  const module = includedPath(statement);
  return module === undefined ? [statement] : [{ kind: 'import', module, level: 0, names: [], inline: true }];
}

/** What a notebook may be run with is asked for where it is assigned. */
function asParameter(statement: Statement): Statement {
  if (statement.kind !== 'assign') return statement;
  const [target] = statement.targets;
  if (target?.kind !== 'name' || statement.targets.length !== 1) return statement;
  const asked = call(member('papermill.parameter'), [text(target.name), statement.value], [1, 1, 0, 0]);
  return { ...statement, value: asked };
}

function lowerCode(cell: Cell, lowering: CellLowering): Statement[] {
  const plain = rewriteMagics(cell.source);
  const { calls, problems, lineAt } = lowering;
  const { body, error } = lowerPython(plain.text, calls, (position) => plain.place(position, lineAt));
  if (error) problems.push(`line ${error[0]}: not Python that the grammar knows`);
  return (cell.parameters ? body.map(asParameter) : body).flatMap(withIncluded);
}

/** A script that a notebook writes and then runs counts as its own code, in a function that nothing calls. */
function lowerFile(cell: Cell, lowering: CellLowering): Statement[] {
  const words = cell.words ?? '';
  if (DATA_FILE.test(words))
    return [{ kind: 'do', value: cellMagic('writefile', cell, text(cell.source.text), lowering) }];
  if (!PYTHON_FILE.test(words)) return [];
  const at = placeOf(cell, lowering);
  const body = lowerCode(cell, lowering);
  return [{ kind: 'function', name: `<${words}>`, parameters: [], body, decorators: [], at }];
}

/** One cell as statements; prose is none, and a language that nobody reads is a problem that the map lists. */
export function lowerCell(cell: Cell, lowering: CellLowering): Statement[] {
  if (cell.source.text.trim() === '') return [];
  switch (cell.language) {
    case 'python':
      return lowerCode(cell, lowering);
    case 'sql':
    case 'bigquery':
      return lowerQuery(cell, lowering);
    case 'shell':
      return [{ kind: 'do', value: cellMagic('bash', cell, text(cell.source.text), lowering) }];
    case 'file':
      return lowerFile(cell, lowering);
    case 'text':
      return [];
    default:
      return lowerOther(cell, lowering);
  }
}

function lowerOther(cell: Cell, lowering: CellLowering): Statement[] {
  const lower = lowering.others[cell.language];
  if (!lower) {
    lowering.problems.push(`line ${placeOf(cell, lowering)[0]}: a cell in ${cell.language} is not read`);
    return [];
  }
  const { program, problems } = lower(cell.source.text, (position) =>
    cell.source.place(position, lowering.lineAt),
  );
  for (const name of program.calls) lowering.calls.add(name);
  lowering.problems.push(...problems);
  return program.body;
}
