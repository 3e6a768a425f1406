import type { TableSpace } from '../../../interpreter/machine.js';
import { type Flow, isEmptyFlow, joinFlows, NO_FLOW } from '../../../values/flow.js';
import { spell } from '../../../values/text.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { isDataPath } from '../isDataPath.js';
import { type OptionStyle, type Options, parseOptions } from '../parseOptions.js';
import { type CommandRule, environmentOf, inputFlow, type ShellCommand, wordOf } from '../shellCommand.js';
import { pathOf, readFile, writeFile } from '../shellPaths.js';
import { type Connection, spaceOf, tableIn } from './databaseSpaces.js';

/** A client that runs SQL: how it is told what and where. */
export interface SqlClient extends Connection, OptionStyle {
  /** Options whose value is SQL. */
  query: readonly string[];
  /** Options whose value is a script's path. */
  file: readonly string[];
  /** Options whose value is a file for what is printed. */
  output?: readonly string[];
  /** The operand at this place is SQL. */
  sqlAt?: number;
}

const FROM_STDIN =
  /\\?\bcopy\s+(?:offset\s+\d+\s+)?(?:into\s+)?([\w."{}$-]+)[^;]*?\bfrom\s+(?:p?stdin|'\/dev\/stdin')[^;]*/gi;
const INTO_STDIN = /\binsert\s+into\s+([\w."{}`-]+)(?:\s*\([^)]*\))?\s+format\s+\w+/i;
const META = /^\s*(?:\\ir?|\.read)\s+(\S+)/gm;
const IMPORT = /^\s*\.import\s+(?:--?\w+\s+(?:\d+\s+)?)*("[^"\n]*"|'[^'\n]*'|\S+)\s+(\S+)/gm;
const LOAD = /\bload\s+data\s+(?:local\s+)?infile\s+'([^']+)'[\s\S]*?\binto\s+table\s+([\w.`]+)/gi;

function startScript(command: ShellCommand, script: Value, space: TableSpace): void {
  const path = pathOf(command, script);
  if (path) command.machine.start(command.call, wordOf(path), [], environmentOf(command), space);
}

/** The file of an import; behind a bar stands the command that prints it. */
function importedFile(written: string): string {
  const plain = written.replace(/["']/g, '');
  return plain.startsWith('|') ? (plain.trim().split(/\s+/).at(-1) ?? plain) : plain;
}

/** What the client does by itself, beside the statements: copies from its input, imports, included scripts. */
function runMeta(command: ShellCommand, sql: string, space: TableSpace): void {
  const { call, machine } = command;
  const access = { kind: 'table' as const, namespace: space.namespace };
  const fill = (table: string, data: Flow): void =>
    machine.write(call, constant(tableIn(space, table.replace(/["`]/g, ''))), data, access);
  for (const [, table = ''] of sql.matchAll(FROM_STDIN)) fill(table, inputFlow(command));
  const inserted = INTO_STDIN.exec(sql)?.[1];
  if (inserted !== undefined) fill(inserted, inputFlow(command));
  for (const [, path = '', table = ''] of sql.matchAll(IMPORT))
    fill(table, readFile(command, constant(importedFile(path))));
  for (const [, path = '', table = ''] of sql.matchAll(LOAD)) fill(table, machine.read(call, constant(path)));
  for (const [, path = ''] of sql.matchAll(META)) startScript(command, constant(path), space);
}

/** Lines that only the client understands. */
function withoutMeta(sql: string): string {
  return sql
    .replace(/^\s*\\(?!copy)\S*.*$/gm, '')
    .replace(/^\s*\.(mode|headers?|import|output|separator|once|timeout|read|nullvalue).*$/gm, '')
    .replace(FROM_STDIN, '')
    .replace(LOAD, '');
}

function runText(command: ShellCommand, sql: Value, space: TableSpace): Flow {
  if (!sql.texts) {
    if (isEmptyFlow(sql.flow))
      command.machine.unresolved(
        command.call,
        `the query is not a constant: ${sql.why ?? 'a computed text'}`,
      );
    return sql.flow;
  }
  return sql.texts
    .map((text) => {
      const written = spell(text.value);
      runMeta(command, written, space);
      const rest = withoutMeta(written).trim();
      const value = constant(rest, text.confidence);
      if (/^\{[^{}]*\}$/.test(rest)) {
        command.machine.unresolved(command.call, 'the query is not a constant');
        return NO_FLOW;
      }
      return rest === '' || !/\s/.test(rest) ? NO_FLOW : command.machine.query(command.call, value, space);
    })
    .reduce(joinFlows, NO_FLOW);
}

function valuesOf(options: Options, names: readonly string[]): Value[] {
  return names.flatMap((name) => options.given.get(name) ?? []);
}

/** SQL in the client's input: a heredoc or a text; a script that is redirected into it is started. */
function inputSql(command: ShellCommand): Value | undefined {
  const { stdin } = command;
  return stdin?.texts || (stdin && isEmptyFlow(stdin.flow) && stdin.why !== undefined) ? stdin : undefined;
}

/** The rule of a client that runs SQL given by option, script or input. */
export function sqlClientRule(client: SqlClient): CommandRule {
  return (command) => {
    const options = parseOptions(command.words, client);
    const space = spaceOf(command, options, client);
    const scripts = valuesOf(options, client.file);
    for (const script of scripts) startScript(command, script, space);
    const operand = client.sqlAt === undefined ? undefined : options.operands[client.sqlAt];
    const texts = [...valuesOf(options, client.query), ...(operand ? [operand] : [])];
    const input = texts.length === 0 && scripts.length === 0 ? inputSql(command) : undefined;
    const script = input?.fields?.get('script');
    if (script) {
      startScript(command, script, space);
      return { ...NOTHING, hint: command.name };
    }
    const flow = [...texts, ...(input ? [input] : [])]
      .map((sql) => runText(command, sql, space))
      .reduce(joinFlows, NO_FLOW);
    for (const target of valuesOf(options, client.output ?? [])) {
      if (isDataPath(wordOf(target)) && !isEmptyFlow(flow)) writeFile(command, target, flow);
    }
    return isEmptyFlow(flow) ? { ...NOTHING, hint: command.name } : carrying(flow);
  };
}
