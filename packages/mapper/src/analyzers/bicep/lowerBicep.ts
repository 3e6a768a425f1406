import { type Term, termOf } from '../../facts/termOf.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';

type Lower = (text: string, node: SyntaxNode) => Term;

function source(text: string, node: SyntaxNode): string {
  return text.slice(node.start, node.end);
}

function lowerField(text: string, node: SyntaxNode, field: string): Term {
  const child = fieldOf(node, field);
  return child ? lowerBicep(text, child) : termOf.unknown('value');
}

const lowerString: Lower = (text, node) => {
  const written = source(text, node);
  if (written.startsWith("'''")) return written.slice(3, -3).replace(/^\r?\n/, '');
  const parts: Term[] = [];
  let at = node.start + 1;
  const literal = (end: number): void => {
    if (end > at)
      parts.push(
        text.slice(at, end).replace(/\\(['\\nt$])/g, (_all, code: string) => (code === 'n' ? '\n' : code)),
      );
  };
  for (const each of node.children) {
    if (each.type !== 'interpolation') continue;
    literal(each.start);
    const [inner] = each.children;
    parts.push(inner ? lowerBicep(text, inner) : termOf.unknown('value'));
    at = each.end;
  }
  literal(node.end - 1);
  const [only] = parts;
  if (only === undefined) return '';
  return parts.length === 1 && typeof only === 'string' ? only : termOf.text(parts);
};

function keyOf(text: string, node: SyntaxNode): Term {
  return node.type === 'string' ? lowerString(text, node) : source(text, node);
}

const lowerObject: Lower = (text, node) =>
  termOf.object(
    node.children
      .filter((each) => each.type === 'object_property')
      .flatMap((each): [Term, Term][] => {
        const [key, value] = each.children;
        return key && value ? [[keyOf(text, key), lowerBicep(text, value)]] : [];
      }),
  );

/** A name and what follows it. */
function pathOf(text: string, node: SyntaxNode): Term[] | undefined {
  if (node.type === 'identifier') return [source(text, node)];
  const object = fieldOf(node, 'object');
  const inner = object ? pathOf(text, object) : undefined;
  if (!inner) return undefined;
  if (node.type === 'member_expression') {
    const property = fieldOf(node, 'property');
    return property ? [...inner, source(text, property)] : inner;
  }
  return node.type === 'subscript_expression' ? [...inner, lowerField(text, node, 'index')] : undefined;
}

const lowerPath: Lower = (text, node) => {
  const path = pathOf(text, node);
  return path ? termOf.reference(path) : termOf.unknown('value');
};

const lowerInner: Lower = (text, node) => {
  const inner = node.children.at(-1);
  return inner ? lowerBicep(text, inner) : termOf.unknown('value');
};

const LOWER: Readonly<Record<string, Lower>> = {
  string: lowerString,
  number: (text, node) => Number(source(text, node)),
  boolean: (text, node) => source(text, node) === 'true',
  null: () => null,
  object: lowerObject,
  array: (text, node) => node.children.map((each) => lowerBicep(text, each)),
  identifier: lowerPath,
  member_expression: lowerPath,
  subscript_expression: lowerPath,
  call_expression: (text, node) => {
    const name = fieldOf(node, 'function');
    const args = fieldOf(node, 'arguments')?.children ?? [];
    return termOf.call(
      name ? source(text, name) : '',
      args.map((each) => lowerBicep(text, each)),
    );
  },
  ternary_expression: (text, node) =>
    termOf.choice(
      lowerField(text, node, 'condition'),
      lowerField(text, node, 'consequence'),
      lowerField(text, node, 'alternative'),
    ),
  binary_expression: (text, node) =>
    termOf.comparison(node.operator ?? '', lowerField(text, node, 'left'), lowerField(text, node, 'right')),
  parenthesized_expression: lowerInner,
  if_statement: lowerInner,
  for_statement: (text, node) => {
    const [variable, body] = [fieldOf(node, 'initializer'), fieldOf(node, 'body')];
    const over = node.children.find((each) => each !== variable && each !== body);
    if (!variable || !body || !over) return termOf.unknown('list');
    return termOf.loop('', source(text, variable), lowerBicep(text, over), null, lowerBicep(text, body));
  },
};

/** An expression of Bicep as a term. */
export function lowerBicep(text: string, node: SyntaxNode): Term {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return lower ? lower(text, node) : termOf.unknown('value');
}

/** Lines of an object's properties, those of inner objects behind the outer one's name. */
export function linesOf(text: string, node: SyntaxNode, prefix = ''): Record<string, number> {
  const lines: Record<string, number> = {};
  const object = node.type === 'object' ? node : node.children.find((each) => each.type === 'object');
  for (const each of object?.children ?? []) {
    const [key, value] = each.children;
    if (each.type !== 'object_property' || !key || !value) continue;
    const name = `${prefix}${source(text, key).replace(/'/g, '')}`;
    lines[name] = each.line;
    if (value.type === 'object' && prefix.split('.').length < 4)
      Object.assign(lines, linesOf(text, value, `${name}.`));
  }
  return lines;
}
