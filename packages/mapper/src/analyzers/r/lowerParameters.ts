import type { Parameter } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, nameOf } from './lowering.js';

/** Parameters of a function with their defaults. */
export function lowerParameters(lowering: Lowering, node: SyntaxNode): Parameter[] {
  return (fieldOf(node, 'parameters')?.children ?? [])
    .filter((child) => child.type === 'parameter')
    .flatMap((child): Parameter[] => {
      const named = fieldOf(child, 'name');
      const name = named ? nameOf(lowering, named) : '';
      lowering.given.add(name);
      if (name === '...') return [{ name, rest: 'list' }];
      const value = fieldOf(child, 'default');
      return [value ? { name, default: lowering.expression(value) } : { name }];
    });
}
