import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import { joinWords } from './joinWords.js';
import {
  constantOf,
  NOTHING,
  nameOf,
  ruleCall,
  type ShellLowering,
  sourceOf,
  WORDS,
} from './shellLowering.js';

type LowerWord = (lowering: ShellLowering, node: SyntaxNode) => Expression;

const EXPANSION =
  /^\$\{([!#]?)([A-Za-z_]\w*|\d+|[@*#?$!-])(\[[^\]]*\])?(:?[-=?+]|%%?|##?|\/\/?|\^\^?|,,?|:|@)?([\s\S]*)\}$/;

/** The value of a parameter; one without a value becomes a hole with its name. */
function parameterOf(lowering: ShellLowering, name: string, node: SyntaxNode): Expression {
  if (name === '@' || name === '*') return nameOf(WORDS);
  if (name === '0' || name === 'BASH_SOURCE') return nameOf('__file__');
  if (/^\d+$/.test(name)) return ruleCall(lowering, 'word', [nameOf(WORDS), constantOf(Number(name))], node);
  if (!/^\w+$/.test(name)) return NOTHING;
  return ruleCall(lowering, '$', [constantOf(name), nameOf(name)], node);
}

/** `$name`; a word's number has one digit, what follows it is text. */
function simpleExpansion(lowering: ShellLowering, name: string, node: SyntaxNode): Expression {
  const numbered = /^(\d)(\w+)$/.exec(name);
  if (!numbered) return parameterOf(lowering, name, node);
  return joinWords([parameterOf(lowering, numbered[1] ?? '1', node), constantOf(numbered[2] ?? '')]);
}

/** The parameter itself, without a hole where it has no value. */
function bareParameter(lowering: ShellLowering, name: string, node: SyntaxNode): Expression {
  return /^[A-Za-z_]/.test(name) ? nameOf(name) : parameterOf(lowering, name, node);
}

function element(lowering: ShellLowering, name: string, index: string, node: SyntaxNode): Expression {
  const key = index.slice(1, -1).replace(/["']/g, '');
  if (name === 'BASH_SOURCE') return nameOf('__file__');
  if (key === '@' || key === '*') return nameOf(name);
  const constant = /^\d+$/.test(key) ? Number(key) : key.replace(/^\$/, '');
  const lookup: Expression = key.startsWith('$')
    ? parameterOf(lowering, String(constant), node)
    : constantOf(constant);
  return { kind: 'index', of: nameOf(name), key: lookup };
}

/** What stands behind the operator of `${name:-word}`, with its own expansions. */
function operandOf(lowering: ShellLowering, node: SyntaxNode, written: string, lower: LowerWord): Expression {
  const parts = node.children.filter(
    (child) => !/^(variable_name|special_variable_name|subscript)$/.test(child.type),
  );
  if (parts.length === 0) return constantOf(written);
  const [first, last] = [parts[0], parts.at(-1)];
  const whole = first && last ? lowering.text.slice(first.start, last.end) : '';
  return parts.length === 1 || !/\s/.test(whole)
    ? joinWords(parts.map((part) => lower(lowering, part)))
    : constantOf(written);
}

/** `$name` and `${name…}` in all their forms. */
export function lowerExpansion(lowering: ShellLowering, node: SyntaxNode, lower: LowerWord): Expression {
  const source = sourceOf(lowering, node);
  const match = EXPANSION.exec(source);
  if (!match) return simpleExpansion(lowering, source.replace(/^\$\{?|\}$/g, ''), node);
  const [, sign = '', name = '', index, operator = '', rest = ''] = match;
  if (sign !== '') return NOTHING;
  const plain = index === undefined ? undefined : element(lowering, name, index, node);
  if (operator === '') return plain ?? parameterOf(lowering, name, node);
  if (/^:?[-=]$/.test(operator)) {
    const bare = plain ?? bareParameter(lowering, name, node);
    return ruleCall(
      lowering,
      'default',
      [constantOf(name), bare, operandOf(lowering, node, rest, lower)],
      node,
    );
  }
  const value = plain ?? parameterOf(lowering, name, node);
  if (operator.endsWith('?')) return value;
  if (operator.endsWith('+')) return operandOf(lowering, node, rest, lower);
  return ruleCall(lowering, 'change', [value, constantOf(operator), constantOf(rest)], node);
}
