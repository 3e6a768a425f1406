import type {
  ClassDefinition,
  Expression,
  FunctionDefinition,
  Parameter,
  Statement,
} from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  type JvmLowering,
  partsOf,
  placeOf,
  sourceOf,
  THIS,
  together,
  withThis,
} from '../java/jvmLowering.js';
import { lowerArguments } from './lowerArguments.js';
import { lowerMethod, lowerParameters, type Owner } from './lowerMethod.js';
import { lowerPattern } from './lowerPattern.js';
import { typeName } from './typeName.js';

const TYPES = /^(class|object|trait|enum)_definition$/;
const VALUES = /^va[lr]_definition$/;
const DECLARATIONS = /^(function|val|var)_declaration$|^(type_definition|import_declaration)$/;

function nameOf(lowering: JvmLowering, node: SyntaxNode): string {
  const name = fieldOf(node, 'name');
  return name ? sourceOf(lowering, name) : '';
}

function partsOfTemplate(node: SyntaxNode): SyntaxNode[] {
  const body = fieldOf(node, 'body');
  return body ? partsOf(body) : [];
}

/** Names that the template of a class or object gives values to. */
function fieldNames(lowering: JvmLowering, node: SyntaxNode): string[] {
  return partsOfTemplate(node).flatMap((child) => {
    const pattern = VALUES.test(child.type) ? fieldOf(child, 'pattern') : undefined;
    return pattern?.type === 'identifier' ? [sourceOf(lowering, pattern)] : [];
  });
}

interface Base {
  type: Expression;
  args: SyntaxNode | undefined;
}

function basesOf(lowering: JvmLowering, node: SyntaxNode): Base[] {
  const clause = fieldOf(node, 'extend');
  const bases: Base[] = [];
  for (const child of clause ? partsOf(clause) : []) {
    const last = bases.at(-1);
    if (child.type === 'arguments') {
      if (last) last.args = child;
    } else bases.push({ type: typeName(lowering, child), args: undefined });
  }
  return bases;
}

/** Definitions of values and whatever else a template does, in order, for the object `this`. */
function lowerInitialisers(lowering: JvmLowering, nodes: readonly SyntaxNode[], owner: Owner): Statement[] {
  return nodes.flatMap((node) =>
    together(lowering, (): Statement[] => {
      const [pattern, value] = [fieldOf(node, 'pattern'), fieldOf(node, 'value')];
      if (!VALUES.test(node.type)) return DECLARATIONS.test(node.type) ? [] : lowering.block([node]);
      if (!pattern || !value) return [];
      const given = lowering.expression(value);
      if (pattern.type !== 'identifier' || owner === 'static')
        return lowerPattern(lowering, { ...pattern, field: 'pattern' }, given);
      return [
        {
          kind: 'assign',
          targets: [{ kind: 'member', of: THIS, name: sourceOf(lowering, pattern) }],
          value: given,
        },
      ];
    }),
  );
}

function callBases(lowering: JvmLowering, node: SyntaxNode, bases: readonly Base[]): Statement[] {
  return bases.map(({ args }, index): Statement => {
    const callee: Expression = {
      kind: 'member',
      of: { kind: 'name', name: `<base ${index}>` },
      name: '__init__',
    };
    return {
      kind: 'do',
      value: {
        kind: 'call',
        callee,
        args: [{ value: THIS }, ...lowerArguments(lowering, args)],
        at: placeOf(node),
      },
    };
  });
}

function lowerConstructor(
  lowering: JvmLowering,
  node: SyntaxNode,
  bases: readonly Base[],
  parts: readonly SyntaxNode[],
): FunctionDefinition[] {
  const parameters: Parameter[] = lowerParameters(lowering, fieldsOf(node, 'class_parameters'));
  const kept: Statement[] = parameters.map(({ name }) => ({
    kind: 'assign',
    targets: [{ kind: 'member', of: THIS, name }],
    value: { kind: 'name', name },
  }));
  const outer = lowering.locals;
  lowering.locals = new Set();
  const body = [
    ...kept,
    ...together(lowering, () => callBases(lowering, node, bases)),
    ...lowerInitialisers(lowering, parts, 'instance'),
  ];
  lowering.locals = outer;
  return body.length === 0
    ? []
    : [
        {
          kind: 'function',
          name: '__init__',
          parameters: withThis(parameters),
          body,
          decorators: [],
          at: placeOf(node),
        },
      ];
}

function isMethod(node: SyntaxNode): boolean {
  return node.type === 'function_definition';
}

/** The members of one object, or those that a companion shares with its class. */
function lowerTemplate(
  lowering: JvmLowering,
  node: SyntaxNode,
  owner: Owner,
  parts = partsOfTemplate(node),
): Statement[] {
  const outer = { fields: lowering.fields, words: lowering.words };
  const bases = basesOf(lowering, node);
  lowering.fields = new Set([...outer.fields, ...(owner === 'instance' ? fieldNames(lowering, node) : [])]);
  if (bases.some(({ type }) => type.kind === 'name' && /App$/.test(type.name))) lowering.words = 'args';
  const methods = parts.filter(isMethod).flatMap((child) => lowerMethod(lowering, child, owner));
  const types = lowerDefinitions(
    lowering,
    parts.filter((child) => TYPES.test(child.type)),
  );
  const rest = parts.filter((child) => !isMethod(child) && !TYPES.test(child.type));
  const named = bases.map(
    ({ type }, index): Statement => ({
      kind: 'assign',
      targets: [{ kind: 'name', name: `<base ${index}>` }],
      value: type,
    }),
  );
  const members =
    owner === 'static'
      ? [...methods, ...types, ...lowerInitialisers(lowering, rest, 'static')]
      : [...named, ...methods, ...types, ...lowerConstructor(lowering, node, bases, rest)];
  lowering.fields = outer.fields;
  lowering.words = outer.words;
  return members;
}

function classOf(
  lowering: JvmLowering,
  node: SyntaxNode,
  name: string,
  companion: SyntaxNode | undefined,
): ClassDefinition {
  const shared = companion ? lowerTemplate(lowering, companion, 'static') : [];
  const bases = basesOf(lowering, node).map(({ type }) => type);
  return {
    kind: 'class',
    name,
    bases,
    body: [...lowerTemplate(lowering, node, 'instance'), ...shared],
    decorators: [],
  };
}

/** An object is the only one of a class of its own. */
function objectOf(lowering: JvmLowering, node: SyntaxNode, name: string): Statement[] {
  const made = `${name}$`;
  lowering.calls.add(made);
  return [
    classOf(lowering, node, made, undefined),
    {
      kind: 'assign',
      targets: [{ kind: 'name', name }],
      value: { kind: 'call', callee: { kind: 'name', name: made }, args: [], at: placeOf(node) },
    },
  ];
}

/** Classes, traits, enums and objects; an object of the same name as a class gives that class its shared members. */
export function lowerDefinitions(lowering: JvmLowering, nodes: readonly SyntaxNode[]): Statement[] {
  const objects = new Map(
    nodes.filter((node) => node.type === 'object_definition').map((node) => [nameOf(lowering, node), node]),
  );
  const classes = nodes.filter((node) => node.type !== 'object_definition');
  const named = new Set(classes.map((node) => nameOf(lowering, node)));
  return [
    ...classes.map((node) =>
      classOf(lowering, node, nameOf(lowering, node), objects.get(nameOf(lowering, node))),
    ),
    ...[...objects]
      .filter(([name]) => !named.has(name))
      .flatMap(([name, node]) => objectOf(lowering, node, name)),
  ];
}

/** A class without a name is defined just before the object that is made of it. */
export function lowerAnonymousTemplate(
  lowering: JvmLowering,
  node: SyntaxNode,
  base: Expression,
  body: SyntaxNode,
): Expression {
  const name = `<class ${node.start}>`;
  const shell: SyntaxNode = { ...node, type: 'class_definition', children: [{ ...body, field: 'body' }] };
  const members = lowerTemplate(lowering, shell, 'instance');
  lowering.before.push({ kind: 'class', name, bases: [base], body: members, decorators: [] });
  return { kind: 'name', name };
}
