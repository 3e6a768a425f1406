import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  ALL_WORDS,
  assigned,
  constantOf,
  nameOf,
  ruleCall,
  type ShellLowering,
  sourceOf,
  WORDS,
} from './shellLowering.js';

function listOf(names: readonly string[]): Expression {
  return { kind: 'list', items: names.map(constantOf) };
}

/** In a loop over options, each branch sees the words as they are when its option has come. */
function optionAt(
  lowering: ShellLowering,
  item: SyntaxNode,
  patterns: readonly string[],
  chosen: string,
): Statement[] {
  const letters = patterns.filter((each) => /^\w$/.test(each));
  if (lowering.options !== undefined && chosen.includes(lowering.options) && letters.length > 0) {
    const dashed = letters.map((each) => `-${each}`);
    return [assigned('OPTARG', ruleCall(lowering, 'option', [nameOf(ALL_WORDS), listOf(dashed)], item))];
  }
  const options = patterns.filter((each) => /^--?\w/.test(each)).map((each) => each.replace(/\*$/, ''));
  if (options.length === 0) return [];
  const own = ruleCall(lowering, 'optionAt', [nameOf(ALL_WORDS), listOf(options)], item);
  const variable = /^"?\$\{?(\w+)\}?"?$/.exec(chosen)?.[1] ?? '1';
  const renamed = /^\d$/.test(variable)
    ? []
    : [assigned(variable, ruleCall(lowering, 'word', [nameOf(WORDS), constantOf(1)], item))];
  return [assigned(WORDS, own), ...renamed];
}

/** `case`: any branch may be taken. */
export function lowerCase(lowering: ShellLowering, node: SyntaxNode): Statement[] {
  const value = fieldOf(node, 'value');
  const chosen = value ? sourceOf(lowering, value) : '';
  const options = node.children
    .filter((child) => child.type === 'case_item')
    .map((item): Statement[] => {
      const patterns = fieldsOf(item, 'value').map((each) => sourceOf(lowering, each).replace(/["']/g, ''));
      const body = item.children.filter((child) => child.field !== 'value');
      return [...optionAt(lowering, item, patterns, chosen), ...lowering.sequence(body)];
    });
  return [{ kind: 'branch', options: [[], ...options] }];
}
