import { type Term, termOf } from '../../facts/termOf.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';

type Lower = (text: string, node: SyntaxNode) => Term;

function source(text: string, node: SyntaxNode): string {
  return text.slice(node.start, node.end);
}

function child(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((each) => each.type === type);
}

function unescaped(text: string): string {
  return text
    .replace(/\\(["\\nt])/g, (_all, code: string) => (code === 'n' ? '\n' : code === 't' ? '\t' : code))
    .replace(/\$\$\{/g, () => '${');
}

/** Text with interpolations; blanks that the grammar skips are taken from the text itself. */
function template(text: string, node: SyntaxNode, from: number, to: number, raw: boolean): Term {
  const parts: Term[] = [];
  let at = from;
  const literal = (end: number): void => {
    if (end > at) parts.push(raw ? text.slice(at, end) : unescaped(text.slice(at, end)));
  };
  for (const each of node.children) {
    if (each.type !== 'template_interpolation') continue;
    literal(each.start);
    const inner = child(each, 'expression');
    parts.push(inner ? lowerTerm(text, inner) : termOf.unknown('value'));
    at = each.end;
  }
  literal(to);
  const [only] = parts;
  if (only === undefined) return '';
  return parts.length === 1 && typeof only === 'string' ? only : termOf.text(parts);
}

/** `<<-EOT … EOT`: the common indentation goes away. */
const heredoc: Lower = (text, node) => {
  const marks = node.children.filter((each) => each.type === 'heredoc_identifier');
  const [first, last] = [marks[0], marks.at(-1)];
  if (!first || !last || first === last) return '';
  const start = text.indexOf('\n', first.end) + 1;
  const end = text.lastIndexOf('\n', last.start) + 1;
  return template(text, node, start, Math.max(start, end), true);
};

const object: Lower = (text, node) =>
  termOf.object(
    node.children
      .filter((each) => each.type === 'object_elem')
      .flatMap((each): [Term, Term][] => {
        const [key, value] = [
          each.children.find((part) => part.field === 'key'),
          each.children.find((part) => part.field === 'val'),
        ];
        if (!key || !value) return [];
        const written = source(text, key);
        return [[/^[\w-]+$/.test(written) ? written : lowerTerm(text, key), lowerTerm(text, value)]];
      }),
  );

/** `[for k, v in over : result]`, `{for k, v in over : key => result}`. */
const loop: Lower = (text, node) => {
  const inner = node.children[0];
  const intro = inner?.children.find((each) => each.type === 'for_intro');
  const names = (intro?.children ?? [])
    .filter((each) => each.type === 'identifier')
    .map((each) => source(text, each));
  const over = intro ? child(intro, 'expression') : undefined;
  const results = (inner?.children ?? []).filter((each) => each.type === 'expression');
  const last = results.at(-1);
  if (!over || !last) return termOf.unknown('list');
  const [key, value] = names.length > 1 ? [names[0] ?? '', names[1] ?? ''] : ['', names[0] ?? ''];
  const first = results.length > 1 ? results[0] : undefined;
  return termOf.loop(
    key,
    value,
    lowerTerm(text, over),
    first ? lowerTerm(text, first) : null,
    lowerTerm(text, last),
  );
};

/** A name and what follows it: `.attribute`, `[index]`, `[*]`. */
function reference(text: string, parts: readonly SyntaxNode[]): Term {
  const path = parts.flatMap((part): Term[] => {
    const name = child(part, 'identifier');
    if (part.type === 'variable_expr' || part.type === 'get_attr') return name ? [source(text, name)] : [];
    if (part.type !== 'index') return [];
    const inner = part.children[0];
    const key = inner ? child(inner, 'expression') : undefined;
    return key ? [lowerTerm(text, key)] : [];
  });
  return termOf.reference(path);
}

const LOWER: Readonly<Record<string, Lower>> = {
  string_lit: (text, node) => unescaped(source(text, node).slice(1, -1)),
  quoted_template: (text, node) => template(text, node, node.start + 1, node.end - 1, false),
  heredoc_template: heredoc,
  numeric_lit: (text, node) => Number(source(text, node)),
  bool_lit: (text, node) => source(text, node) === 'true',
  null_lit: () => null,
  object,
  tuple: (text, node) =>
    node.children.filter((each) => each.type === 'expression').map((each) => lowerTerm(text, each)),
  for_expr: loop,
  conditional: (text, node) => {
    const [condition, yes, no] = node.children.filter((each) => each.type === 'expression');
    return condition && yes && no
      ? termOf.choice(lowerTerm(text, condition), lowerTerm(text, yes), lowerTerm(text, no))
      : termOf.unknown('value');
  },
  function_call: (text, node) => {
    const name = child(node, 'identifier');
    const args =
      child(node, 'function_arguments')?.children.filter((each) => each.type === 'expression') ?? [];
    return termOf.call(
      name ? source(text, name) : '',
      args.map((each) => lowerTerm(text, each)),
    );
  },
  binary_operation: (text, node) => {
    const [left, right] = node.children;
    if (!left || !right) return termOf.unknown('value');
    const operator = text.slice(left.end, right.start).trim();
    return termOf.comparison(operator, lowerTerm(text, left), lowerTerm(text, right));
  },
};

/** An expression of Terraform as a term. */
export function lowerTerm(text: string, node: SyntaxNode): Term {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  if (lower) return lower(text, node);
  const inner = node.children.filter((each) => !/_(start|end)$/.test(each.type));
  if (inner[0]?.type === 'variable_expr') return reference(text, inner);
  const [only] = inner;
  return only ? lowerTerm(text, only) : termOf.unknown('value');
}
