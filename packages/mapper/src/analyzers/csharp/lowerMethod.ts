import type { Expression, FunctionDefinition, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { lowerArguments } from './lowerArguments.js';
import { functionOf } from './lowerFunction.js';
import { type Lowering, nameOf, positionOf, sourceOf } from './lowering.js';
import { commandLine } from './lowerParameters.js';
import { isStatic } from './modifiers.js';

const THIS = { name: 'this' };

/** `: base(…)` and `: this(…)` call another constructor first. */
function initializerCall(lowering: Lowering, node: SyntaxNode): Statement[] {
  const initializer = node.children.find((child) => child.type === 'constructor_initializer');
  if (!initializer) return [];
  const own = /^:?\s*this\b/.test(sourceOf(lowering, initializer));
  if (own) return [];
  const args = lowerArguments(
    lowering,
    initializer.children.find((child) => child.type === 'argument_list'),
  );
  const parent: Expression = { kind: 'call', callee: nameOf('super'), args: [], at: [1, 1, 0, 0] };
  const callee: Expression = { kind: 'member', of: parent, name: '__init__' };
  return [{ kind: 'do', value: { kind: 'call', callee, args, at: positionOf(initializer) } }];
}

export function lowerConstructor(lowering: Lowering, node: SyntaxNode): FunctionDefinition {
  const plain = functionOf(lowering, node, '__init__', [THIS], fieldOf(node, 'body'));
  return { ...plain, body: [...initializerCall(lowering, node), ...plain.body] };
}

/** An extension method is found by its name, whatever it is called on. */
export function extensionName(name: string): string {
  return `<extension> ${name}`;
}

export function isExtension(lowering: Lowering, node: SyntaxNode): boolean {
  const first = fieldOf(node, 'parameters')?.children.find((child) => child.type === 'parameter');
  return first !== undefined && /^this\b/.test(sourceOf(lowering, first));
}

export function lowerMethod(lowering: Lowering, node: SyntaxNode): FunctionDefinition[] {
  const name = fieldOf(node, 'name');
  if (!name) return [];
  const written = sourceOf(lowering, name);
  const isOwn = !isStatic(lowering, node);
  const plain = functionOf(lowering, node, written, isOwn ? [THIS] : [], fieldOf(node, 'body'));
  const method = isOwn ? plain : { ...plain, decorators: [nameOf('staticmethod')] };
  if (written !== 'Main') return [method];
  const [words] = method.parameters;
  return [words ? { ...method, parameters: [commandLine(words.name)] } : method];
}

/** Methods of one name become alternatives: which is meant depends on types. */
export function withOverloads(members: readonly Statement[]): Statement[] {
  const byName = new Map<string, FunctionDefinition[]>();
  for (const each of members)
    if (each.kind === 'function') byName.set(each.name, [...(byName.get(each.name) ?? []), each]);
  return members.flatMap((each): Statement[] => {
    const overloads = each.kind === 'function' ? (byName.get(each.name) ?? []) : [];
    if (each.kind !== 'function' || overloads.length < 2) return [each];
    const position = overloads.indexOf(each);
    const named = { ...each, name: `${each.name}<${position}>` };
    if (position < overloads.length - 1) return [named];
    const options = overloads.map((_overload, index) => nameOf(`${each.name}<${index}>`));
    return [named, { kind: 'assign', targets: [nameOf(each.name)], value: { kind: 'either', options } }];
  });
}
