import type { Expression, FunctionDefinition, Parameter, Statement } from '../../facts/program.js';
import { LAST, lowerRowset, lowerTableName, operation, type ScriptNames } from './lowerRowset.js';
import { lowerValue } from './lowerValue.js';
import type { Token } from './tokenize.js';
import { closing, indexOfWord, isMark, isWord, positionOf, splitAt, statementsOf } from './tokens.js';

const ROWS = ['EXTRACT', 'SELECT', 'PROCESS', 'REDUCE', 'COMBINE', 'SSTREAM', 'VIEW', 'EXTERNAL'];

function assign(name: string, value: Expression): Statement {
  return { kind: 'assign', targets: [{ kind: 'name', name }], value };
}

/** `DECLARE [EXTERNAL] @x string = …`: an external one may be set by whoever submits the script. */
function lowerDeclare(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const external = isWord(tokens[1], 'EXTERNAL');
  const name = tokens[isWord(tokens[1], 'EXTERNAL', 'CONST') ? 2 : 1];
  const equals = tokens.findIndex((token) => isMark(token, '='));
  if (!name) return [];
  const variable = name.text.startsWith('@') ? name.text : `@${name.text}`;
  const value = equals < 0 ? { kind: 'mix' as const, parts: [] } : lowerValue(tokens.slice(equals + 1));
  script.calls.add('external');
  const asked = operation(
    'external',
    [{ kind: 'constant', value: variable.slice(1) }, value],
    positionOf(tokens),
  );
  return [assign(variable, external || tokens[0]?.text.startsWith('#') ? asked : value)];
}

function rows(tokens: readonly Token[], script: ScriptNames): Expression {
  return tokens.length === 0 ? { kind: 'name', name: LAST } : lowerRowset(tokens, script);
}

/** `OUTPUT @rows TO "path"`; SCOPE may leave the rowset out. */
function lowerOutput(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const to = indexOfWord(tokens, 'TO');
  if (to < 0) return [];
  const rest = tokens.slice(to + 1).filter((token, index) => !(index === 0 && isWord(token, 'SSTREAM')));
  const stop = indexOfWord(rest, 'USING', 'ORDER', 'CLUSTERED', 'HASH', 'WITH');
  const path = stop < 0 ? rest : rest.slice(0, stop);
  script.calls.add('output');
  return [
    {
      kind: 'do',
      value: operation('output', [rows(tokens.slice(1, to), script), lowerValue(path)], positionOf(path)),
    },
  ];
}

function write(name: readonly Token[], value: Expression, script: ScriptNames): Statement {
  script.calls.add('insert');
  return { kind: 'do', value: operation('insert', [lowerTableName(name, script), value], positionOf(name)) };
}

/** The dotted name at the start of some tokens. */
function nameAt(tokens: readonly Token[]): Token[] {
  const end = tokens.findIndex(
    (token, index) => index > 0 && !isMark(token, '.') && !isMark(tokens[index - 1], '.'),
  );
  return end < 0 ? [...tokens] : tokens.slice(0, end);
}

function lowerInsert(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const rest = tokens.slice(isWord(tokens[1], 'INTO') ? 2 : 1);
  const name = nameAt(rest);
  const open = isMark(rest[name.length], '(') ? closing(rest, name.length) + 1 : name.length;
  const value = rest.slice(open);
  if (isWord(value[0], 'VALUES')) return [];
  const from = value.findIndex((token) => isWord(token, ...ROWS) || token.text.startsWith('@'));
  return [write(name, rows(value.slice(Math.max(0, from)), script), script)];
}

function parametersOf(tokens: readonly Token[]): Parameter[] {
  return splitAt(tokens, ',').flatMap((part): Parameter[] => {
    const [name] = part;
    const equals = part.findIndex((token) => isMark(token, '='));
    if (name?.kind !== 'word') return [];
    return equals < 0
      ? [{ name: name.text }]
      : [{ name: name.text, default: lowerValue(part.slice(equals + 1)) }];
  });
}

/** The statements between BEGIN and END, or those behind AS. */
function bodyOf(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const begin = tokens.findIndex((token) => isWord(token, 'BEGIN'));
  const end = tokens.findLastIndex((token) => isWord(token, 'END'));
  return begin < 0 ? [] : lowerStatements(tokens.slice(begin + 1, end < begin ? tokens.length : end), script);
}

/** Table-valued functions, procedures and packages of the catalogue. */
function lowerRoutine(tokens: readonly Token[], kind: number, script: ScriptNames): Statement[] {
  const name = nameAt(tokens.slice(kind + 1).filter((token) => !isWord(token, 'IF', 'NOT', 'EXISTS')));
  const open = tokens.findIndex((token) => isMark(token, '('));
  const parameters = open < 0 ? [] : parametersOf(tokens.slice(open + 1, closing(tokens, open)));
  const returns = tokens.findIndex((token) => isWord(token, 'RETURNS'));
  const result = returns < 0 ? undefined : tokens[returns + 1];
  const inner: ScriptNames = { ...script, rowsets: new Set(script.rowsets) };
  const body = bodyOf(tokens, inner);
  const answer: Statement[] = result ? [{ kind: 'return', value: { kind: 'name', name: result.text } }] : [];
  const routine: FunctionDefinition = {
    kind: 'function',
    name: name.at(-1)?.text ?? '',
    parameters,
    body: [...body, ...answer],
    decorators: [],
    at: positionOf(tokens),
  };
  return [routine];
}

/** `CREATE TABLE t (…) AS SELECT …`, views, and what else is created. */
function lowerCreate(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const kind = tokens.findIndex((token) =>
    isWord(token, 'TABLE', 'VIEW', 'FUNCTION', 'PROCEDURE', 'PROC', 'PACKAGE', 'DATA'),
  );
  if (isWord(tokens[kind], 'FUNCTION', 'PROCEDURE', 'PROC', 'PACKAGE'))
    return lowerRoutine(tokens, kind, script);
  if (!isWord(tokens[kind], 'TABLE', 'VIEW')) return [];
  const rest = tokens.slice(kind + 1).filter((token) => !isWord(token, 'IF', 'NOT', 'EXISTS'));
  const as = indexOfWord(rest, 'AS');
  if (as < 0) return [];
  const name = nameAt(rest);
  const query = rest.slice(as + 1);
  if (isWord(query[0], 'BEGIN')) {
    const inner: ScriptNames = { ...script, rowsets: new Set(script.rowsets) };
    return [...bodyOf(query, inner), write(name, { kind: 'name', name: LAST }, script)];
  }
  return [write(name, rows(query, script), script)];
}

/** `IMPORT PACKAGE db.config(env:"prd") AS p`; in SCOPE another script whose statements are meant. */
function lowerImport(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const path = tokens.find((token) => token.kind === 'string');
  if (!isWord(tokens[1], 'PACKAGE') && path)
    return [{ kind: 'import', module: path.text, level: 0, names: [], inline: true }];
  const as = indexOfWord(tokens, 'AS');
  const alias = as < 0 ? undefined : tokens[as + 1];
  const called = tokens.slice(2, as < 0 ? tokens.length : as);
  return alias ? [assign(alias.text, lowerRowset(called, script))] : [];
}

/** `EXPORT @x = …` of a package: what it answers is a dictionary of them. */
function lowerExport(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const [, name, , ...value] = tokens;
  if (!name) return [];
  const isRows = value[0]?.kind === 'word' && ROWS.includes(value[0].text.toUpperCase());
  const lowered = isRows ? lowerRowset(value, script) : lowerValue(value);
  const entries: [Expression, Expression][] = [[{ kind: 'constant', value: name.text }, lowered]];
  return [{ kind: 'return', value: { kind: 'dict', entries } }];
}

function lowerAssignment(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const [name] = tokens;
  const value = tokens.slice(2);
  if (!name) return [];
  const lowered = lowerRowset(value, script);
  script.rowsets.add(name.text);
  return [assign(name.text, lowered), assign(LAST, { kind: 'name', name: name.text })];
}

function lowerStatement(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const [first, second, third] = tokens;
  const name = first?.kind === 'word' ? first.text.toUpperCase() : '';
  if (name === 'DECLARE' || name === '#DECLARE') return lowerDeclare(tokens, script);
  if (name === 'OUTPUT') return lowerOutput(tokens, script);
  if (name === 'INSERT') return lowerInsert(tokens, script);
  if (name === 'CREATE' || name === 'ALTER') return lowerCreate(tokens, script);
  if (name === 'IMPORT') return lowerImport(tokens, script);
  if (name === 'EXPORT') return lowerExport(tokens, script);
  if (name === 'USE') {
    const database = isWord(second, 'DATABASE') ? third : second;
    script.database = database?.text ?? script.database;
    return [];
  }
  if (isMark(second, '=')) return lowerAssignment(tokens, script);
  if (ROWS.includes(name)) return [assign(LAST, lowerRowset(tokens, script))];
  const open = tokens.findIndex((token) => isMark(token, '('));
  const isCall =
    open > 0 &&
    nameAt(tokens).length === open &&
    !/^(REFERENCE|USING|DROP|TRUNCATE|RESOURCE|MODULE|IF)$/.test(name);
  return isCall ? [{ kind: 'do', value: lowerRowset(tokens, script) }] : [];
}

/** Lowers statements in order; functions come first, as the catalogue knows them before. */
export function lowerStatements(tokens: readonly Token[], script: ScriptNames): Statement[] {
  const lowered = statementsOf(tokens).flatMap((statement) => lowerStatement(statement, script));
  const isFunction = (statement: Statement): boolean => statement.kind === 'function';
  return [...lowered.filter(isFunction), ...lowered.filter((statement) => !isFunction(statement))];
}
