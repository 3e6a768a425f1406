import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { argumentNode } from './calledName.js';
import { lowerArguments } from './lowerArguments.js';
import { callOf, constantOf, type Lowering, NOTHING, nameOf, positionOf, sourceOf } from './lowering.js';
import { lowerString } from './lowerString.js';

const LOADED = '<loaded>';

/** `load(file)` brings names that only the file knows: `bindLoaded` finds them when the whole script is read. */
export function lowerLoad(lowering: Lowering, node: SyntaxNode): Expression {
  lowering.calls.add('load');
  const value: Expression = {
    kind: 'call',
    callee: { kind: 'name', name: 'load' },
    args: lowerArguments(lowering, node, undefined),
    at: positionOf(lowering, node),
  };
  const target: Expression = { kind: 'name', name: LOADED };
  lowering.before.push({ kind: 'assign', targets: [target], value });
  return target;
}

/** Functions that stand as values, and constants of the language. */
const NO_DATA =
  /^(?:c|list|[rc]bind|mean|median|sum|max|min|sd|var|length|nrow|ncol|dim|nchar|paste0?|is\.\w+|as\.\w+|factor|unique|class|names|print|merge|bind_rows|bind_cols|\w+_join|read\w*[._]\w+|fread|readRDS|source|identity|unlist|quantile|table|to(?:upper|lower)|trimws|invisible|stop|warning|pi|letters|LETTERS|month\.(?:name|abb)|str_\w+|theme_\w+|self|private|super|input|output|session|\.+\w*|<.*)$/;

function loadedStem(lowering: Lowering, at: readonly number[]): string {
  const source = lowering.text.slice(at[2], at[3]);
  return (/([\w.-]+)\.(?:rdata|rda)["']/i.exec(source)?.[1] ?? '').toLowerCase();
}

function isLoad(statement: Statement): boolean {
  return (
    statement.kind === 'assign' &&
    statement.targets.some((each) => each.kind === 'name' && each.name === LOADED)
  );
}

/**
 * Gives the names that a script uses only after a `load`, and sets nowhere, what the file may bring; a file of that name goes
 * first. Another script of the same session may have set them too.
 */
export function bindLoaded(lowering: Lowering, body: readonly Statement[]): Statement[] {
  const loads = body.flatMap((statement) =>
    isLoad(statement) && statement.kind === 'assign' && statement.value.kind === 'call'
      ? [{ statement, at: statement.value.at, stem: loadedStem(lowering, statement.value.at) }]
      : [],
  );
  if (loads.length === 0) return [...body];
  const free = [...lowering.used].filter(
    ([name]) => !lowering.given.has(name) && !NO_DATA.test(name) && !lowering.calls.has(name),
  );
  return body.flatMap((statement) => {
    const load = loads.find((each) => each.statement === statement);
    if (!load) return [statement];
    const bound = free.filter(([name, first]) => {
      const named = loads.filter(({ stem }) => stem === name.toLowerCase());
      return first > load.at[3] && (named.length === 0 || named.includes(load));
    });
    return [statement, ...bound.map(([name]) => loadedAs(name))];
  });
}

function loadedAs(name: string): Statement {
  const target: Expression = { kind: 'name', name };
  return {
    kind: 'assign',
    targets: [target],
    value: { kind: 'either', options: [{ kind: 'name', name: LOADED }, target] },
  };
}

function textOf(lowering: Lowering, node: SyntaxNode): string {
  return node.type === 'string' ? lowerString(lowering, node) : nameOf(lowering, node);
}

/** `data(name, package = "…")` brings sample data of a package under its name. */
export function lowerSampleData(lowering: Lowering, node: SyntaxNode): Expression {
  const owner = argumentNode(lowering, node, 99, 'package');
  const names = (fieldOf(node, 'arguments')?.children ?? []).flatMap((child) => {
    const value = fieldOf(child, 'value');
    const plain = !fieldOf(child, 'name') && value && /^(string|identifier)$/.test(value.type);
    return plain ? [textOf(lowering, value)] : [];
  });
  for (const name of names) {
    const from = owner ? textOf(lowering, owner) : '';
    const value = callOf(lowering, node, '<sample data>', [constantOf(name), constantOf(from)]);
    lowering.given.add(name);
    lowering.before.push({ kind: 'assign', targets: [{ kind: 'name', name }], value });
  }
  return names.length > 0 ? NOTHING : callOf(lowering, node, 'data', [constantOf(sourceOf(lowering, node))]);
}
