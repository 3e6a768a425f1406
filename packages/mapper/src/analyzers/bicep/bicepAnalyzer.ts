import type { Artefact } from '../../facts/artefact.js';
import { blockArtefact } from '../../facts/blockArtefact.js';
import type { Facts } from '../../facts/facts.js';
import type { Term } from '../../facts/termOf.js';
import { firstError } from '../../syntax/firstError.js';
import { Grammar } from '../../syntax/grammar.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { linesOf, lowerBicep } from './lowerBicep.js';

const bicepGrammar = new Grammar('tree-sitter-bicep/tree-sitter-bicep.wasm');

const KINDS: Readonly<Record<string, string>> = {
  parameter_declaration: 'param',
  variable_declaration: 'var',
  resource_declaration: 'resource',
  module_declaration: 'module',
  output_declaration: 'output',
};
const NO_VALUE = /^(type|decorators|identifier|primitive_type|nullable_type|array_type|union_type)$/;

function artefactOf(text: string, node: SyntaxNode): Artefact[] {
  const kind = Object.hasOwn(KINDS, node.type) ? KINDS[node.type] : undefined;
  const name = node.children.find((each) => each.type === 'identifier');
  if (kind === undefined || !name) return [];
  const symbol = text.slice(name.start, name.end);
  const typed = kind === 'resource' || kind === 'module';
  const type = typed ? node.children.find((each) => each.type === 'string') : undefined;
  const label = type ? text.slice(type.start + 1, type.end - 1).replace(/@.*$/, '') : undefined;
  const value = node.children
    .filter((each) => each !== name && each !== type && !NO_VALUE.test(each.type))
    .at(-1);
  const body: Term = value ? lowerBicep(text, value) : null;
  const labels = label === undefined ? [symbol] : [label, symbol];
  return [
    {
      type: blockArtefact,
      name: [kind, ...labels].join('.'),
      line: node.line,
      endLine: node.endLine,
      body: { kind, labels, lines: value ? linesOf(text, value) : {}, body, bicep: true },
    },
  ];
}

/** Files of parameters assign where the grammar wants a declaration: there a parameter is a variable of the same length. */
function asVariables(text: string): string {
  return text
    .replace(/^([ \t]*)param(?=[ \t]+\w+[ \t]*=)/gm, '$1var  ')
    .replace(/^using\b.*$/gm, (all) => ' '.repeat(all.length));
}

function analyze(file: SourceFile): Facts {
  const text = /param$/i.test(file.path) ? asVariables(file.text) : file.text;
  const root = bicepGrammar.parse(text);
  if (!root) return { problems: ['the parser gave no tree'] };
  const artefacts = root.children.flatMap((each) => artefactOf(text, each));
  const facts: Facts = artefacts.length > 0 ? { artefacts } : {};
  const error = firstError(root);
  return error ? { ...facts, problems: [`line ${error.line}: not Bicep that the grammar knows`] } : facts;
}

/** Bicep: declared resources, parameters, variables and modules. */
export const bicepAnalyzer: Analyzer = {
  name: 'bicep',
  version: 1,
  maximumBytes: 500_000,
  languageOf: () => 'bicep',
  matches: (path) => /\.bicep(param)?$/i.test(path),
  prepare: () => bicepGrammar.load(),
  analyze,
};
