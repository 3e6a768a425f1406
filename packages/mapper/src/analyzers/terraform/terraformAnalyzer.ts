import type { Artefact } from '../../facts/artefact.js';
import { blockArtefact } from '../../facts/blockArtefact.js';
import type { Facts } from '../../facts/facts.js';
import { type Term, termOf } from '../../facts/termOf.js';
import { firstError } from '../../syntax/firstError.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { lowerTerm } from './lowerTerm.js';
import { terraformGrammar } from './terraformGrammar.js';

interface Body {
  entries: [Term, Term][];
  /** Lines of attributes, those of nested blocks behind the block's name. */
  lines: Record<string, number>;
}

function labelsOf(text: string, node: SyntaxNode): string[] {
  return node.children.flatMap((each, index) => {
    const source = text.slice(each.start, each.end);
    if (each.type === 'string_lit') return [source.slice(1, -1)];
    return each.type === 'identifier' && index > 0 ? [source] : [];
  });
}

function typeOf(text: string, node: SyntaxNode): string {
  const name = node.children[0];
  return name ? text.slice(name.start, name.end) : '';
}

/** Attributes with their terms; nested blocks are lists of objects under their name. */
function bodyOf(text: string, body: SyntaxNode | undefined): Body {
  const entries: [Term, Term][] = [];
  const lines: Record<string, number> = {};
  const nested = new Map<string, Term[]>();
  for (const each of body?.children ?? []) {
    const name = typeOf(text, each);
    const value = each.children.find((part) => part.type === 'expression');
    if (each.type === 'attribute' && value) {
      entries.push([name, lowerTerm(text, value)]);
      lines[name] = each.line;
    } else if (each.type === 'block') addBlock(text, each, name, nested, lines);
  }
  for (const [name, blocks] of nested) entries.push([name, blocks]);
  return { entries, lines };
}

/** `dynamic "env" { for_each … content { … } }` stands for one block each; its name is its label. */
function addBlock(
  text: string,
  node: SyntaxNode,
  name: string,
  nested: Map<string, Term[]>,
  lines: Record<string, number>,
): void {
  const inner = bodyOf(
    text,
    node.children.find((part) => part.type === 'body'),
  );
  const own = name === 'dynamic' ? (labelsOf(text, node)[0] ?? name) : name;
  const entries = inner.entries;
  const content = entries.find(([key]) => key === 'content')?.[1];
  const over = entries.find(([key]) => key === 'for_each')?.[1];
  const first = Array.isArray(content) ? content[0] : undefined;
  const blocks = nested.get(own) ?? [];
  if (name === 'dynamic' && first !== undefined && over !== undefined)
    blocks.push(termOf.loop(`${own}.key`, `${own}.value`, over, null, first));
  else blocks.push(termOf.object(entries));
  nested.set(own, blocks);
  lines[own] ??= node.line;
  for (const [key, line] of Object.entries(inner.lines)) lines[`${own}.${key}`] ??= line;
}

function artefactOf(text: string, node: SyntaxNode): Artefact {
  const kind = typeOf(text, node);
  const labels = labelsOf(text, node);
  const { entries, lines } = bodyOf(
    text,
    node.children.find((part) => part.type === 'body'),
  );
  return {
    type: blockArtefact,
    name: [kind, ...labels].join('.'),
    line: node.line,
    endLine: node.endLine,
    body: { kind, labels, lines, body: termOf.object(entries) },
  };
}

function analyze({ path, text }: SourceFile): Facts {
  const root = terraformGrammar.parse(text);
  const body = root?.children.find((each) => each.type === 'body');
  if (!root) return { problems: ['the parser gave no tree'] };
  const artefacts = (body?.children ?? [])
    .filter((each) => each.type === 'block')
    .map((each) => artefactOf(text, each));
  if (/\.tfvars$/.test(path)) {
    const values = bodyOf(text, body);
    artefacts.push({
      type: blockArtefact,
      name: 'values',
      line: 1,
      endLine: 1,
      body: { kind: 'values', labels: [], lines: values.lines, body: termOf.object(values.entries) },
    });
  }
  const facts: Facts = artefacts.length > 0 ? { artefacts } : {};
  const error = firstError(root);
  return error ? { ...facts, problems: [`line ${error.line}: not Terraform that the grammar knows`] } : facts;
}

/** Terraform: declared resources, variables, modules and values. */
export const terraformAnalyzer: Analyzer = {
  name: 'terraform',
  version: 1,
  maximumBytes: 500_000,
  languageOf: () => 'terraform',
  matches: (path) => /\.(tf|tfvars|tofu)$/i.test(path),
  prepare: () => terraformGrammar.load(),
  analyze,
};
