import type { Facts } from '../../facts/facts.js';
import type { Expression, ImportStatement, Statement } from '../../facts/program.js';
import { firstError } from '../../syntax/firstError.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { csharpGrammar } from './csharpGrammar.js';
import { lowerClass } from './lowerClass.js';
import { lowerExpression } from './lowerExpression.js';
import { type Lowering, nameOf, sourceOf } from './lowering.js';
import { lowerStatements } from './lowerStatement.js';
import { importParts, partName } from './partialClass.js';

const TYPE = /^(class|record|record_struct|struct|interface)_declaration$/;
const STATIC_USING = /^\s*(?:global\s+)?using\s+static\s+([\w.]+)\s*;/gm;
const DECLARED = /_declaration$|^variable_declarator$|^local_function_statement$/;

function contentsOf(node: SyntaxNode): SyntaxNode[] {
  const body = node.children.find((child) => child.type === 'declaration_list');
  return (body ?? node).children.flatMap((child) =>
    /namespace_declaration$/.test(child.type) ? contentsOf(child) : [child],
  );
}

/** Names that the file gives a meaning itself. */
function declaredNames(root: SyntaxNode, text: string): Set<string> {
  const names = new Set<string>();
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const name = DECLARED.test(node.type) ? (fieldOf(node, 'name') ?? node.children[0]) : undefined;
    if (name) names.add(text.slice(name.start, name.end));
    pending.push(...node.children);
  }
  return names;
}

/** `using` says which namespaces a file sees: what decides between classes of one name. */
function lowerUsing(lowering: Lowering, node: SyntaxNode): ImportStatement[] {
  const written = sourceOf(lowering, node).replace(/^\s*(global\s+)?using\s+(static\s+)?|;\s*$/g, '');
  return written.includes('=')
    ? []
    : [{ kind: 'import', module: written.trim(), level: 0, as: `<using ${written.trim()}>`, names: [] }];
}

/** Another part of a partial class, in another file, finds this one by this name. */
function exportParts(statements: readonly Statement[], partial: ReadonlySet<string>): Statement[] {
  return statements.flatMap((each): Statement[] =>
    each.kind === 'class' && partial.has(each.name)
      ? [{ kind: 'assign', targets: [nameOf(partName(each.name))], value: nameOf(each.name) }]
      : [],
  );
}

/** A program starts at `Main`. */
function startMain(statements: readonly Statement[]): Statement[] {
  return statements.flatMap((each): Statement[] => {
    const main =
      each.kind === 'class' && each.body.find((inner) => inner.kind === 'function' && inner.name === 'Main');
    if (each.kind !== 'class' || !main || main.kind !== 'function' || main.parameters[0]?.name === 'this')
      return [];
    const callee: Expression = { kind: 'member', of: nameOf(each.name), name: 'Main' };
    return [{ kind: 'do', value: { kind: 'call', callee, args: [], at: main.at } }];
  });
}

function analyze(file: SourceFile): Facts {
  const root = csharpGrammar.parse(file.text);
  if (!root) return { problems: ['the parser gave no tree'] };
  const usedStatics = [...file.text.matchAll(STATIC_USING)].map(
    ([, name = '']) => name.split('.').at(-1) ?? name,
  );
  const lowering: Lowering = {
    text: file.text,
    calls: new Set(),
    hoisted: [],
    members: new Set(),
    statics: new Set(),
    usedStatics,
    declared: usedStatics.length > 0 ? declaredNames(root, file.text) : new Set(),
    lower: lowerExpression,
    lowerBlock: (inner, node) => lowerStatements(inner, node.children),
  };
  const contents = contentsOf(root);
  const classes = contents
    .filter((child) => TYPE.test(child.type))
    .flatMap((child) => lowerClass(lowering, child));
  const usings = contents
    .filter((child) => child.type === 'using_directive')
    .flatMap((child) => lowerUsing(lowering, child));
  const rest = contents.filter(
    (child) => !TYPE.test(child.type) && !/_directive$|_declaration$/.test(child.type),
  );
  const partial = new Set(
    [...file.text.matchAll(/\bpartial\s+(?:class|record|struct)\s+(\w+)/g)].map(([, name = '']) => name),
  );
  const words: Statement = {
    kind: 'assign',
    targets: [nameOf('args')],
    value: { kind: 'member', of: nameOf('sys'), name: 'argv' },
  };
  const main = lowerStatements(lowering, rest);
  const body = [
    ...usings,
    ...[...partial].flatMap(importParts),
    ...classes.filter((each) => each.kind === 'class'),
    ...classes.filter((each) => each.kind !== 'class'),
    ...exportParts(classes, partial),
    ...startMain(classes),
    ...(main.length > 0 ? [words, ...main] : []),
  ];
  const facts: Facts = { program: { language: 'csharp', body, calls: [...lowering.calls] } };
  const error = firstError(root);
  return error ? { ...facts, problems: [`line ${error.line}: not C# that the grammar knows`] } : facts;
}

/** C# source: lowers the file to a program that the resolver interprets. */
export const csharpAnalyzer: Analyzer = {
  name: 'csharp',
  version: 1,
  maximumBytes: 1_000_000,
  languageOf: () => 'csharp',
  matches: (path) =>
    /\.(cs|csx)$/i.test(path) && !/\.(g|designer|AssemblyInfo)\.cs$|(^|\/)Migrations\//i.test(path),
  prepare: () => csharpGrammar.load(),
  analyze,
};
