import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Annotation, annotationsOf } from './annotations.js';
import { bodyOf } from './classBody.js';
import { entityMembers } from './frameworkMembers.js';
import { type JvmLowering, partsOf, placeOf, sourceOf } from './jvmLowering.js';
import { lowerArguments } from './lowerArguments.js';
import { lowerConstructors } from './lowerConstructors.js';
import { fieldNames, lowerFieldDeclaration } from './lowerFields.js';
import { lowerMethod } from './lowerMethod.js';
import { typeName } from './typeName.js';

const CLASSES = /^(class|interface|enum|record|annotation_type)_declaration$/;

function basesOf(lowering: JvmLowering, node: SyntaxNode): { bases: Expression[]; types: SyntaxNode[] } {
  const lists = [
    fieldOf(node, 'superclass'),
    fieldOf(node, 'interfaces'),
    partsOf(node).find((child) => child.type === 'extends_interfaces'),
  ];
  const types = lists
    .flatMap((list) => (list ? partsOf(list) : []))
    .flatMap((child) => (child.type === 'type_list' ? partsOf(child) : [child]));
  return { bases: types.map((type) => typeName(lowering, type)), types };
}

function enumMembers(lowering: JvmLowering, node: SyntaxNode, name: string): Statement[] {
  const constants = bodyOf(node).filter((child) => child.type === 'enum_constant');
  return constants.map((child): Statement => {
    const own = fieldOf(child, 'name');
    const value: Expression = {
      kind: 'call',
      callee: { kind: 'name', name },
      args: lowerArguments(lowering, fieldOf(child, 'arguments')),
      at: placeOf(child),
    };
    return { kind: 'assign', targets: [{ kind: 'name', name: own ? sourceOf(lowering, own) : '' }], value };
  });
}

function prefixOf(annotations: readonly Annotation[]): Expression | undefined {
  const found = annotations.find(
    ({ name }) => name === 'ConfigurationProperties' || name === 'ConfigProperties',
  );
  return found?.values.get('prefix') ?? found?.values.get('value');
}

/** The members of a class: functions first, then nested classes, then what its fields hold. */
function lowerMembers(
  lowering: JvmLowering,
  node: SyntaxNode,
  annotations: readonly Annotation[],
): Statement[] {
  const outer = lowering.fields;
  lowering.fields = new Set([...outer, ...fieldNames(lowering, node)]);
  const parts = bodyOf(node);
  const prefix = prefixOf(annotations);
  const before = lowering.before;
  lowering.before = [];
  const fields = parts
    .filter((child) => /^(field|constant)_declaration$/.test(child.type))
    .map((child) => lowerFieldDeclaration(lowering, child, prefix));
  const initialisers = [...lowering.before, ...fields.flatMap(({ own }) => own)];
  lowering.before = before;
  const blocks = parts
    .filter((child) => child.type === 'static_initializer')
    .flatMap((child) => lowering.block(partsOf(child)));
  const instance = parts
    .filter((child) => child.type === 'block')
    .flatMap((child) => lowering.block(partsOf(child)));
  const members = [
    ...parts
      .filter((child) => child.type === 'method_declaration')
      .flatMap((child) => lowerMethod(lowering, child)),
    ...lowerConstructors(lowering, node, [...initialisers, ...instance]),
    ...parts.filter((child) => CLASSES.test(child.type)).flatMap((child) => lowerClass(lowering, child)),
    ...fields.flatMap(({ shared }) => shared),
    ...blocks,
  ];
  lowering.fields = outer;
  return members;
}

/** A class, interface, enum or record. Constants of an enum are made by a class of its own, from which it inherits. */
export function lowerClass(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  const named = fieldOf(node, 'name');
  const name = named ? sourceOf(lowering, named) : '';
  const annotations = annotationsOf(lowering, node);
  const { bases, types } = basesOf(lowering, node);
  const first = bases[0];
  const base: Statement[] = first
    ? [{ kind: 'assign', targets: [{ kind: 'name', name: '<base>' }], value: first }]
    : [];
  const members = [
    ...base,
    ...entityMembers(lowering, node, annotations, types, name),
    ...lowerMembers(lowering, node, annotations),
  ];
  if (node.type !== 'enum_declaration')
    return [{ kind: 'class', name, bases, body: members, decorators: [] }];
  const made = `${name}$`;
  return [
    { kind: 'class', name: made, bases, body: members, decorators: [] },
    {
      kind: 'class',
      name,
      bases: [{ kind: 'name', name: made }],
      body: enumMembers(lowering, node, made),
      decorators: [],
    },
  ];
}

/** A class without a name is defined just before the object that is made of it. */
export function lowerAnonymousClass(
  lowering: JvmLowering,
  node: SyntaxNode,
  base: Expression,
  body: SyntaxNode,
): Expression {
  const name = `<class ${node.start}>`;
  const shell: SyntaxNode = { ...node, type: 'class_declaration', children: [{ ...body, field: 'body' }] };
  lowering.before.push({
    kind: 'class',
    name,
    bases: [base],
    body: lowerMembers(lowering, shell, []),
    decorators: [],
  });
  return { kind: 'name', name };
}
