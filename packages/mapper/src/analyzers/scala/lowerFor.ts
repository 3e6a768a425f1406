import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf } from '../../syntax/syntaxNode.js';
import { partsOf, together } from '../java/jvmLowering.js';
import type { Lower } from './lower.js';
import { lowerPattern } from './lowerPattern.js';

export const lowerFor: Lower = (lowering, node) => {
  const enumerators = partsOf(fieldOf(node, 'enumerators') ?? { ...node, children: [] }).filter(
    (child) => child.type === 'enumerator',
  );
  const body = fieldOf(node, 'body');
  const lower = (index: number): Statement[] => {
    const enumerator = enumerators[index];
    if (!enumerator)
      return together(lowering, () =>
        body ? [{ kind: 'assign', targets: [result], value: lowering.expression(body) }] : [],
      );
    const [pattern, over] = partsOf(enumerator);
    if (!pattern || !over || pattern.type === 'guard') return lower(index + 1);
    return together(lowering, () => {
      const value = lowering.expression(over);
      if (!lowering.text.slice(pattern.end, over.start).includes('<-'))
        return [...lowerPattern(lowering, pattern, value), ...lower(index + 1)];
      const item: Expression = { kind: 'name', name: `<item ${pattern.start}>` };
      return [
        {
          kind: 'loop',
          target: item,
          over: value,
          body: [...lowerPattern(lowering, pattern, item), ...lower(index + 1)],
        },
      ];
    });
  };
  const result: Expression = { kind: 'name', name: `<for ${node.start}>` };
  lowering.before.push(...lower(0));
  return result;
};
