import type { Expression, FunctionDefinition, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { bodyOf } from './classBody.js';
import { type JvmLowering, partsOf, placeOf, THIS, withThis } from './jvmLowering.js';
import { lowerArguments } from './lowerArguments.js';
import { lowerParameters, within } from './lowerMethod.js';

/** Field initialisers run before the constructor; the constructor of the base class before both. */
export function lowerConstructors(
  lowering: JvmLowering,
  node: SyntaxNode,
  initialisers: readonly Statement[],
): Statement[] {
  const declared = bodyOf(node).filter((child) => /constructor_declaration$/.test(child.type));
  const record = node.type === 'record_declaration' ? lowerParameters(lowering, node) : [];
  const kept: Statement[] = record.map(({ name }) => ({
    kind: 'assign',
    targets: [{ kind: 'member', of: THIS, name }],
    value: { kind: 'name', name },
  }));
  const constructors = declared.map((each): FunctionDefinition => {
    const parameters = each.type.startsWith('compact') ? record : lowerParameters(lowering, each);
    const body = fieldOf(each, 'body');
    const statements = body
      ? within(lowering, parameters, undefined, () =>
          partsOf(body).flatMap((child) => lowerConstructorPart(lowering, child)),
        )
      : [];
    return {
      kind: 'function',
      name: '__init__',
      parameters: withThis(parameters),
      body: [...initialisers, ...kept, ...statements],
      decorators: [],
      at: placeOf(each),
    };
  });
  if (constructors.length > 0)
    return constructors.sort((left, right) => left.parameters.length - right.parameters.length);
  if (initialisers.length + kept.length === 0) return [];
  return [
    {
      kind: 'function',
      name: '__init__',
      parameters: withThis(record),
      body: [...initialisers, ...kept],
      decorators: [],
      at: placeOf(node),
    },
  ];
}

/** `super(…)` and `this(…)` call another constructor of the same object. */
function lowerConstructorPart(lowering: JvmLowering, node: SyntaxNode): Statement[] {
  if (node.type !== 'explicit_constructor_invocation') return lowering.block([node]);
  const target = fieldOf(node, 'constructor');
  const args = lowerArguments(lowering, fieldOf(node, 'arguments'));
  const own = target?.type === 'this';
  const callee: Expression = {
    kind: 'member',
    of: own ? THIS : { kind: 'name', name: '<base>' },
    name: '__init__',
  };
  lowering.calls.add('__init__');
  return [
    {
      kind: 'do',
      value: { kind: 'call', callee, args: own ? args : [{ value: THIS }, ...args], at: placeOf(node) },
    },
  ];
}
