import type { ClassDefinition, Expression, FunctionDefinition, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  assigned,
  freshName,
  type JavascriptLowering,
  NOTHING,
  plainName,
  positionOf,
  sourceOf,
} from './javascriptLowering.js';
import { lowerFunction } from './lowerFunction.js';

const THIS = { name: 'this' };

function decoratorsOf(lowering: JavascriptLowering, nodes: readonly SyntaxNode[]): Expression[] {
  return nodes
    .filter((child) => child.type === 'decorator')
    .flatMap((child) => (child.children[0] ? [lowering.expression(child.children[0])] : []));
}

function basesOf(lowering: JavascriptLowering, node: SyntaxNode): Expression[] {
  const heritage = node.children.find((child) => child.type === 'class_heritage');
  const clause = heritage?.children.find((child) => child.type === 'extends_clause');
  const base = clause
    ? fieldOf(clause, 'value')
    : heritage?.children.find((child) => child.type !== 'implements_clause');
  return base ? [lowering.expression(base)] : [];
}

function wordsBefore(lowering: JavascriptLowering, member: SyntaxNode): string {
  const name = fieldOf(member, 'name');
  return name ? lowering.text.slice(member.start, name.start) : '';
}

function nameOfMember(lowering: JavascriptLowering, member: SyntaxNode): string {
  const name = fieldOf(member, 'name');
  return name ? sourceOf(lowering, name).replace(/^#|^["'[]+|["'\]]+$/g, '') : '';
}

function lowerMethod(lowering: JavascriptLowering, member: SyntaxNode): FunctionDefinition {
  const words = wordsBefore(lowering, member);
  const written = nameOfMember(lowering, member);
  const isStatic = /\bstatic\b/.test(words);
  const decorators = [
    ...(isStatic ? [plainName('staticmethod')] : []),
    ...(/\bget\s+$/.test(words) ? [plainName('property')] : []),
    ...decoratorsOf(lowering, member.children),
  ];
  const name = written === 'constructor' ? '__init__' : written;
  return lowerFunction(lowering, member, name, decorators, isStatic ? [] : [THIS]);
}

interface Fields {
  own: Statement[];
  shared: Statement[];
}

function addField(lowering: JavascriptLowering, member: SyntaxNode, fields: Fields): void {
  const value = fieldOf(member, 'value');
  if (!value) return;
  const name = nameOfMember(lowering, member);
  const lowered = lowering.expression(value);
  if (/\bstatic\b/.test(wordsBefore(lowering, member))) {
    fields.shared.push(...lowering.before, assigned(name, lowered));
  } else {
    const target: Expression = { kind: 'member', of: plainName('this'), name };
    fields.own.push(...lowering.before, { kind: 'assign', targets: [target], value: lowered });
  }
  lowering.before = [];
}

/** A constructor that sets the fields first; a class without one hands its words on to the class that it extends. */
function constructorOf(
  methods: FunctionDefinition[],
  fields: readonly Statement[],
  node: SyntaxNode,
  extended: boolean,
): void {
  if (fields.length === 0) return;
  const known = methods.find((method) => method.name === '__init__');
  if (known) {
    known.body = [...fields, ...known.body];
    return;
  }
  const at = positionOf(node);
  const callee: Expression = {
    kind: 'member',
    of: { kind: 'call', callee: plainName('super'), args: [], at },
    name: '__init__',
  };
  const inherited: Statement[] = extended
    ? [
        {
          kind: 'do',
          value: { kind: 'call', callee, args: [{ value: plainName('words'), spread: 'list' }], at },
        },
      ]
    : [];
  const parameters = [THIS, { name: 'words', rest: 'list' as const }];
  methods.push({
    kind: 'function',
    name: '__init__',
    parameters,
    body: [...inherited, ...fields],
    decorators: [],
    at,
  });
}

/** A class: methods take their object first, fields are set by the constructor. */
export function lowerClass(
  lowering: JavascriptLowering,
  node: SyntaxNode,
  name: string,
  decorated: readonly SyntaxNode[] = [],
): ClassDefinition {
  const outer = lowering.before;
  const bases = basesOf(lowering, node);
  const decorators = decoratorsOf(lowering, [...decorated, ...node.children]);
  lowering.before = [];
  const members = fieldOf(node, 'body')?.children ?? [];
  const fields: Fields = { own: [], shared: [] };
  lowering.declared.push(new Set(['this']));
  for (const member of members) if (/field_definition$/.test(member.type)) addField(lowering, member, fields);
  lowering.declared.pop();
  const methods = members
    .filter((member) => member.type === 'method_definition')
    .map((member) => lowerMethod(lowering, member));
  constructorOf(methods, fields.own, node, bases.length > 0);
  lowering.before = outer;
  return { kind: 'class', name, bases, body: [...fields.shared, ...methods], decorators };
}

/** A class that stands as a value: its definition comes before the statement that uses it. */
export function lowerClassValue(lowering: JavascriptLowering, node: SyntaxNode): Expression {
  const written = fieldOf(node, 'name');
  const name = freshName(lowering, written ? sourceOf(lowering, written) : 'class');
  if (!fieldOf(node, 'body')) return NOTHING;
  lowering.before.push(lowerClass(lowering, node, name));
  return plainName(name);
}
