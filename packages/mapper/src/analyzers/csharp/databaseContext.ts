import type { Expression, FunctionDefinition, Statement } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { nameOf, positionOf } from './lowering.js';

const THIS = { name: 'this' };

/** A database context is told its connection and its tables by methods that the library calls. */
function configuredContext(members: readonly Statement[], node: SyntaxNode): Statement[] {
  const has = (name: string): boolean =>
    members.some((each) => each.kind === 'function' && each.name === name);
  const at = positionOf(node);
  const options: Expression = { kind: 'member', of: nameOf('this'), name: '<options>' };
  const call = (name: string, value: Expression): Statement => ({
    kind: 'do',
    value: { kind: 'call', callee: { kind: 'member', of: nameOf('this'), name }, args: [{ value }], at },
  });
  const create = (type: string): Expression => ({ kind: 'call', callee: nameOf(type), args: [], at });
  const setup: Statement[] = [];
  if (has('OnConfiguring')) {
    setup.push({ kind: 'assign', targets: [options], value: create('DbContextOptionsBuilder') });
    setup.push(call('OnConfiguring', options));
  }
  if (has('OnModelCreating')) setup.push(call('OnModelCreating', create('ModelBuilder')));
  return setup;
}

export function withConfiguration(members: readonly Statement[], node: SyntaxNode): Statement[] {
  const setup = configuredContext(members, node);
  if (setup.length === 0) return [...members];
  const constructors = members.filter((each) => each.kind === 'function' && each.name === '__init__');
  if (constructors.length === 0) {
    const own: FunctionDefinition = {
      kind: 'function',
      name: '__init__',
      parameters: [THIS],
      body: setup,
      decorators: [],
      at: positionOf(node),
    };
    return [...members, own];
  }
  return members.map((each) =>
    each.kind === 'function' && each.name === '__init__' ? { ...each, body: [...each.body, ...setup] } : each,
  );
}
