import type { Expression, FunctionDefinition, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { argumentNode, calledName } from './calledName.js';
import { type Lowering, nameOf, positionOf } from './lowering.js';
import { lowerParameters } from './lowerParameters.js';
import { lowerString } from './lowerString.js';

function textOf(lowering: Lowering, node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'string') return lowerString(lowering, node);
  return node?.type === 'identifier' ? nameOf(lowering, node) : undefined;
}

function method(
  lowering: Lowering,
  name: string,
  node: SyntaxNode,
  own: Parameter[],
  decorators: Expression[],
): FunctionDefinition {
  return {
    kind: 'function',
    name: name === 'initialize' ? '__init__' : name,
    parameters: [...own, ...lowerParameters(lowering, node)],
    body: lowering.functionBody(fieldOf(node, 'body')),
    decorators,
    at: positionOf(lowering, node),
  };
}

/** Members of `list(field = value, method = function() …)`. */
function members(
  lowering: Lowering,
  list: SyntaxNode | undefined,
  self: string,
  computed: boolean,
): Statement[] {
  const decorators: Expression[] = computed ? [{ kind: 'name', name: 'property' }] : [];
  return (list ? (fieldOf(list, 'arguments')?.children ?? []) : []).flatMap((child): Statement[] => {
    const [named, value] = [fieldOf(child, 'name'), fieldOf(child, 'value')];
    if (!named || !value) return [];
    const name = nameOf(lowering, named);
    if (value.type === 'function_definition')
      return [method(lowering, name, value, [{ name: self }], decorators)];
    return [{ kind: 'assign', targets: [{ kind: 'name', name }], value: lowering.expression(value) }];
  });
}

const METHODS_FIRST = (left: Statement, right: Statement): number =>
  Number(right.kind === 'function') - Number(left.kind === 'function');

function lowerR6(lowering: Lowering, node: SyntaxNode, name: string): Statement[] {
  const own = (part: string, computed: boolean): Statement[] =>
    members(lowering, argumentNode(lowering, node, 99, part), 'self', computed);
  const base = argumentNode(lowering, node, 99, 'inherit');
  return [
    {
      kind: 'class',
      name,
      bases: base ? [lowering.expression(base)] : [],
      body: [...own('public', false), ...own('private', false), ...own('active', true)].sort(METHODS_FIRST),
      decorators: [],
    },
  ];
}

/** `setClass` and `setRefClass` name the class by a text; the variable that they are bound to is another name for it. */
function lowerFormal(lowering: Lowering, node: SyntaxNode, variable: string): Statement[] {
  const name = textOf(lowering, argumentNode(lowering, node, 0, 'Class')) ?? variable;
  const base = textOf(lowering, argumentNode(lowering, node, 99, 'contains'));
  const parts = ['methods', 'prototype'].flatMap((part) =>
    members(lowering, argumentNode(lowering, node, 99, part), 'this', false),
  );
  const declared: Statement = {
    kind: 'class',
    name,
    bases: base === undefined ? [] : [{ kind: 'name', name: base }],
    body: parts.sort(METHODS_FIRST),
    decorators: [],
  };
  if (variable === '' || variable === name) return [declared];
  return [
    declared,
    { kind: 'assign', targets: [{ kind: 'name', name: variable }], value: { kind: 'name', name } },
  ];
}

function lowerMethod(lowering: Lowering, node: SyntaxNode): Statement[] | undefined {
  const name = textOf(lowering, argumentNode(lowering, node, 0, 'f'));
  const definition = argumentNode(lowering, node, 2, 'definition');
  if (name === undefined || definition?.type !== 'function_definition') return undefined;
  return [method(lowering, name, definition, [], [])];
}

/** A class of R6, a reference class, an S4 class or a method of one; undefined for any other call. */
export function lowerClass(lowering: Lowering, node: SyntaxNode, variable: string): Statement[] | undefined {
  const called = calledName(lowering, node);
  if (called === 'R6Class') return variable === '' ? undefined : lowerR6(lowering, node, variable);
  if (called === 'setClass' || called === 'setRefClass') return lowerFormal(lowering, node, variable);
  return called === 'setMethod' ? lowerMethod(lowering, node) : undefined;
}
