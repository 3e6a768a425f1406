import type { Position } from '../../facts/position.js';
import type { Argument, Expression } from '../../facts/program.js';
import { lowerValue } from './lowerValue.js';
import type { Token } from './tokenize.js';
import { closing, indexOfWord, isMark, isWord, positionOf, splitAt, splitAtWords } from './tokens.js';

/** What a script has declared so far. */
export interface ScriptNames {
  rowsets: Set<string>;
  calls: Set<string>;
  database: string;
}

/** The rowset that the statement before has made; SCOPE leaves its name out. */
export const LAST = '<last>';
const SETS = ['UNION', 'EXCEPT', 'INTERSECT'];
const TAILS = ['WHERE', 'GROUP', 'HAVING', 'ORDER', 'FETCH', 'USING', 'OPTION', 'CLUSTERED'];
const JOINS = ['JOIN', 'SEMIJOIN', 'ANTISEMIJOIN', 'APPLY'];
const KEYWORDS =
  /^(SELECT|FROM|AS|AND|OR|NOT|IN|IS|NULL|TRUE|FALSE|CASE|WHEN|THEN|ELSE|END|DISTINCT|TOP|OVER|PARTITION|BY|ORDER|ASC|DESC|LIKE|BETWEEN|NEW|ROWS|ON|INNER|OUTER|LEFT|RIGHT|FULL|CROSS|SEMI|ANTISEMI)$/i;

/** A call of one of the functions that stand for the language's operators. */
export function operation(name: string, args: readonly Expression[], at: Position): Expression {
  const values = args.map((value): Argument => ({ value }));
  const callee: Expression = { kind: 'member', of: { kind: 'name', name: 'usql' }, name };
  return { kind: 'call', callee, args: values, at };
}

function constant(value: string): Expression {
  return { kind: 'constant', value };
}

function names(list: readonly string[]): Expression {
  return { kind: 'list', items: list.map(constant) };
}

/** Names that a list of columns declares: `a string, b int?`. */
function declaredColumns(tokens: readonly Token[]): string[] {
  return splitAt(tokens, ',').flatMap((part) => {
    const name = part.at(0);
    return name?.kind === 'word' && !/^(INDEX|CONSTRAINT|PARTITIONED|DISTRIBUTED)$/i.test(name.text)
      ? [name.text]
      : [];
  });
}

/** `EXTRACT a string, b int FROM "path" USING …`. */
function lowerExtract(tokens: readonly Token[], script: ScriptNames): Expression {
  const from = indexOfWord(tokens, 'FROM');
  const using = indexOfWord(tokens, 'USING');
  const end = using > from ? using : tokens.length;
  const columns = declaredColumns(tokens.slice(1, from < 0 ? tokens.length : from));
  script.calls.add('read');
  const reads = splitAt(tokens.slice(from + 1, end), ',').map((path) =>
    operation('read', [lowerValue(path), names(columns)], positionOf(path)),
  );
  const [only] = reads;
  return reads.length === 1 && only ? only : operation('union', reads, positionOf(tokens));
}

function tableName(tokens: readonly Token[], script: ScriptNames): string {
  const parts = tokens.filter((token) => token.kind === 'word').map((token) => token.text);
  if (parts.length >= 3) return parts.join('.');
  return parts.length === 2
    ? `${script.database}.${parts.join('.')}`
    : `${script.database}.dbo.${parts.join('.')}`;
}

/** The full name of a table of the catalogue. */
export function lowerTableName(tokens: readonly Token[], script: ScriptNames): Expression {
  return constant(tableName(tokens, script));
}

/** A function that the catalogue holds, called with values or rowsets. */
function lowerCall(tokens: readonly Token[], open: number, script: ScriptNames): Expression {
  const parts = tokens.slice(0, open).filter((token) => token.kind === 'word');
  const name = parts.at(-1)?.text ?? '';
  script.calls.add(name);
  const end = closing(tokens, open);
  const args = splitAt(tokens.slice(open + 1, end), ',').map((part): Argument => {
    const [first, mark] = part;
    const named = first?.kind === 'word' && (isMark(mark, '=') || isMark(mark, ':'));
    return named ? { value: lowerValue(part.slice(2)), name: first.text } : { value: lowerValue(part) };
  });
  return { kind: 'call', callee: { kind: 'name', name }, args, at: positionOf(tokens) };
}

/** `EXTERNAL MyDataSource EXECUTE @"SELECT …"`: a query on another database. */
function lowerRemote(tokens: readonly Token[], script: ScriptNames): Expression {
  const execute = indexOfWord(tokens, 'EXECUTE', 'LOCATION');
  const kind = isWord(tokens[execute], 'LOCATION') ? 'remoteTable' : 'remote';
  script.calls.add(kind);
  const source = tokens[1]?.text ?? '';
  const as = indexOfWord(tokens, 'AS');
  const text = tokens.slice(execute + 1, as < 0 ? tokens.length : as);
  return operation(kind, [constant(source), lowerValue(text)], positionOf(tokens));
}

/** What stands behind FROM or JOIN, without its alias. */
function lowerSource(tokens: readonly Token[], script: ScriptNames): Expression | undefined {
  const [first, second] = tokens;
  if (!first) return undefined;
  if (isMark(first, '(')) {
    const inner = tokens.slice(1, closing(tokens, 0));
    return isWord(inner[0], 'VALUES')
      ? operation('union', [], positionOf(tokens))
      : lowerRowset(inner, script);
  }
  if (isWord(first, 'EXPLODE', 'VALUES')) return undefined;
  if (isWord(first, 'EXTRACT', 'SSTREAM', 'VIEW', 'EXTERNAL', 'SELECT')) return lowerRowset(tokens, script);
  if (first.kind === 'string') return operation('read', [constant(first.text)], positionOf([first]));
  const end = tokens.findIndex(
    (token, index) => index > 0 && !isMark(token, '.') && !isMark(tokens[index - 1], '.'),
  );
  const path = end < 0 ? tokens : tokens.slice(0, end);
  const open = path.length;
  if (isMark(tokens[open], '(')) return lowerCall(tokens, open, script);
  if (first.text.startsWith('@') || script.rowsets.has(first.text)) return lowerRowsetName(path, second);
  script.calls.add('table');
  const table = lowerTableName(path, script);
  const rowset: Expression[] = path.length === 1 ? [{ kind: 'name', name: first.text }] : [];
  return operation('table', [table, ...rowset], positionOf(path));
}

function lowerRowsetName(path: readonly Token[], second: Token | undefined): Expression {
  const [first] = path;
  const name: Expression = { kind: 'name', name: first?.text ?? LAST };
  const member = path.at(-1)?.text ?? '';
  return isMark(second, '.') && path.length > 2 ? { kind: 'member', of: name, name: member } : name;
}

/** The name by which columns call a source: its alias, else its own. */
function aliasOf(tokens: readonly Token[]): string {
  const as = indexOfWord(tokens, 'AS');
  if (as >= 0) return tokens[as + 1]?.text ?? '';
  const [first, second] = tokens;
  if (isMark(first, '(')) return tokens[closing(tokens, 0) + 1]?.text ?? '';
  const alias = second?.kind === 'word' && !KEYWORDS.test(second.text) ? second : first;
  return alias?.text ?? '';
}

interface Source {
  alias: string;
  value: Expression;
}

function lowerSources(tokens: readonly Token[], script: ScriptNames): Source[] {
  return splitAtWords(tokens, ...JOINS)
    .flatMap((part) => splitAt(part, ','))
    .flatMap((part): Source[] => {
      const on = indexOfWord(part, 'ON');
      const plain = (on < 0 ? part : part.slice(0, on)).filter(
        (token) =>
          !isWord(
            token,
            'INNER',
            'LEFT',
            'RIGHT',
            'FULL',
            'OUTER',
            'CROSS',
            'SEMI',
            'ANTISEMI',
            'BROADCASTLEFT',
            'BROADCASTRIGHT',
          ),
      );
      const value = lowerSource(plain, script);
      return value ? [{ alias: aliasOf(plain), value }] : [];
    });
}

/** Columns that an expression names. A name before a bracket is a function, one behind a dot a member. */
function columnsIn(tokens: readonly Token[], sources: readonly Source[]): Expression[] {
  return tokens.flatMap((token, index): Expression[] => {
    const [before, next] = [tokens[index - 1], tokens[index + 1]];
    if (token.kind !== 'word' || KEYWORDS.test(token.text) || isMark(next, '(')) return [];
    const qualified = isMark(before, '.')
      ? sources.find(({ alias }) => alias === tokens[index - 2]?.text)
      : undefined;
    if (isMark(before, '.') && !qualified) return [];
    if (isMark(next, '.') && sources.some(({ alias }) => alias === token.text)) return [];
    if (token.text.startsWith('@')) return [];
    const owners = qualified ? [qualified] : sources;
    return owners.map(({ value }): Expression => ({ kind: 'index', of: value, key: constant(token.text) }));
  });
}

function itemName(tokens: readonly Token[]): string {
  const as = indexOfWord(tokens, 'AS');
  const last = tokens.at(-1);
  if (as >= 0) return tokens[as + 1]?.text ?? '';
  return last?.kind === 'word' ? last.text : '';
}

function lowerSelect(tokens: readonly Token[], script: ScriptNames): Expression {
  const from = indexOfWord(tokens, 'FROM');
  const list = tokens
    .slice(1, from < 0 ? tokens.length : from)
    .filter((token) => !isWord(token, 'DISTINCT', 'ALL'));
  const rest = from < 0 ? [] : tokens.slice(from + 1);
  const tail = indexOfWord(rest, ...TAILS);
  const sources =
    from < 0
      ? [{ alias: '', value: { kind: 'name', name: LAST } as const }]
      : lowerSources(tail < 0 ? rest : rest.slice(0, tail), script);
  const items = splitAt(list, ',');
  const whole = items.some(
    (item) => isMark(item.at(-1), '*') && (item.length === 1 || isMark(item.at(-2), '.')),
  );
  const entries = items
    .filter((item) => itemName(item) !== '')
    .map((item): [Expression, Expression] => [
      constant(itemName(item)),
      {
        kind: 'mix',
        parts: columnsIn(
          indexOfWord(item, 'AS') < 0 ? item : item.slice(0, indexOfWord(item, 'AS')),
          sources,
        ),
      },
    ]);
  script.calls.add('select');
  const values: Expression = { kind: 'list', items: sources.map(({ value }) => value) };
  return operation(
    'select',
    [values, { kind: 'dict', entries }, { kind: 'constant', value: whole }],
    positionOf(tokens),
  );
}

/** PROCESS, REDUCE and COMBINE hand rows to code: whatever comes out is made of all that goes in. */
function lowerProcess(tokens: readonly Token[], script: ScriptNames): Expression {
  const [verb] = tokens;
  const parts = splitAtWords(
    tokens.slice(1),
    'WITH',
    'ON',
    'PRODUCE',
    'USING',
    'PRESORT',
    'READONLY',
    'REQUIRED',
  );
  const count = isWord(verb, 'COMBINE') ? 2 : 1;
  const sources = parts.slice(0, count).flatMap((part) => lowerSource(part, script) ?? []);
  const produced = splitAtWords(tokens, 'PRODUCE')[1] ?? [];
  const stop = indexOfWord(produced, 'USING', 'READONLY', 'REQUIRED', 'PRESORT');
  const columns = declaredColumns(stop < 0 ? produced : produced.slice(0, stop));
  script.calls.add('process');
  return operation('process', [{ kind: 'list', items: sources }, names(columns)], positionOf(tokens));
}

/** An expression that yields rows. */
export function lowerRowset(tokens: readonly Token[], script: ScriptNames): Expression {
  const [first, second] = tokens;
  const sets = splitAtWords(tokens, ...SETS);
  if (sets.length > 1) {
    const parts = sets.map((part) => (isWord(part[0], 'ALL', 'DISTINCT') ? part.slice(1) : part));
    return operation(
      'union',
      parts.map((part) => lowerRowset(part, script)),
      positionOf(tokens),
    );
  }
  if (isWord(first, 'EXTRACT')) return lowerExtract(tokens, script);
  if (isWord(first, 'SELECT')) return lowerSelect(tokens, script);
  if (isWord(first, 'PROCESS', 'REDUCE', 'COMBINE')) return lowerProcess(tokens, script);
  if (isWord(first, 'EXTERNAL')) return lowerRemote(tokens, script);
  if (isWord(first, 'SSTREAM', 'VIEW')) {
    const path = tokens.slice(isWord(second, 'STREAMSET') ? 2 : 1);
    const stop = indexOfWord(path, 'PARAMS', 'PATTERN', 'RANGE', 'SPARSE', 'OPTION');
    const value = stop < 0 ? path : path.slice(0, stop);
    script.calls.add('read');
    return operation('read', [lowerValue(value)], positionOf(value));
  }
  if (isMark(first, '(') && closing(tokens, 0) === tokens.length - 1)
    return lowerRowset(tokens.slice(1, -1), script);
  return lowerSource(tokens, script) ?? { kind: 'mix', parts: [] };
}
