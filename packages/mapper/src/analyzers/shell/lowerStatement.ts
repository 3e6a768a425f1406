import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { captured } from './captured.js';
import { lowerAssignment, lowerDeclaration } from './lowerAssignment.js';
import { lowerBuiltin } from './lowerBuiltin.js';
import { lowerCase } from './lowerCase.js';
import { lowerCommand } from './lowerCommand.js';
import { lowerRedirects } from './lowerRedirects.js';
import { lowerWords } from './lowerWord.js';
import {
  ALL_WORDS,
  assigned,
  constantOf,
  DIRECTORY,
  freshName,
  GIVEN_INPUT,
  INPUT,
  isCommand,
  NOTHING,
  nameOf,
  positionOf,
  ruleCall,
  type ShellLowering,
  sourceOf,
  WORDS,
} from './shellLowering.js';

type Lower = (lowering: ShellLowering, node: SyntaxNode) => Statement[];

/** A command whose output somebody collects, or nobody. */
function printed(lowering: ShellLowering, value: Expression, node: SyntaxNode): Statement[] {
  const { output } = lowering;
  if (output === undefined) return value.kind === 'constant' ? [] : [{ kind: 'do', value }];
  return [assigned(output, ruleCall(lowering, 'print', [nameOf(output), value], node))];
}

const lowerEffect: Lower = (lowering, node) => {
  const builtin = node.type === 'command' ? lowerBuiltin(lowering, node) : undefined;
  return builtin ?? printed(lowering, lowerCommand(lowering, node, undefined), node);
};

const lowerBlock: Lower = (lowering, node) => lowering.sequence(node.children);

/** A compound statement whose input or output is redirected. */
const lowerRedirected: Lower = (lowering, node) => {
  const body = fieldOf(node, 'body');
  if (!body || isCommand(body)) return lowerEffect(lowering, node);
  const redirects = lowerRedirects(lowering, node, undefined);
  const writes = redirects.output(constantOf('')).kind !== 'constant';
  if (redirects.input) lowering.before.push(assigned(INPUT, redirects.input));
  if (!writes) return lowerStatement(lowering, body);
  const name = captured(lowering, [body]);
  return printed(lowering, redirects.output(nameOf(name)), node);
};

/** `test && A` may skip A; `A && B` goes on; what stands after `||` is for failures. */
const lowerList: Lower = (lowering, node) => {
  const [left, right] = node.children;
  if (!left || !right) return lowerBlock(lowering, node);
  const operator = lowering.text.slice(left.end, right.start);
  const first = lowering.sequence([left]);
  const second = lowering.sequence([right]);
  const tested = left.type === 'test_command' || /^\s*(test|\[)\s/.test(sourceOf(lowering, left));
  const sure = operator.includes('&&') && !tested;
  return sure ? [...first, ...second] : [...first, { kind: 'branch', options: [[], second] }];
};

const lowerIf: Lower = (lowering, node) => {
  const conditions = fieldsOf(node, 'condition').filter((each) => each.type !== 'test_command');
  const own = node.children.filter(
    (child) => child.field !== 'condition' && !/^(elif|else)_clause$/.test(child.type),
  );
  const others = node.children.filter((child) => /^(elif|else)_clause$/.test(child.type));
  const options = [lowering.sequence(own), ...others.map((each) => lowerBlock(lowering, each))];
  if (!others.some((each) => each.type === 'else_clause')) options.push([]);
  return [...lowering.sequence(conditions), { kind: 'branch', options }];
};

const lowerFor: Lower = (lowering, node) => {
  const variable = fieldOf(node, 'variable');
  const body = fieldOf(node, 'body');
  const values = lowerWords(lowering, fieldsOf(node, 'value'));
  const over: Expression = values.length > 0 ? ruleCall(lowering, 'list', [], node) : nameOf(WORDS);
  if (over.kind === 'call') over.args = values;
  const inner = body ? lowerBlock(lowering, body) : [];
  return [
    variable
      ? { kind: 'loop', target: nameOf(sourceOf(lowering, variable)), over, body: inner }
      : { kind: 'loop', body: inner },
  ];
};

const lowerWhile: Lower = (lowering, node) => {
  const conditions = fieldsOf(node, 'condition');
  const getopts = conditions
    .map((each) => /^getopts\s+\S+\s+(\w+)/.exec(sourceOf(lowering, each))?.[1])
    .find((each) => each !== undefined);
  const { options } = lowering;
  lowering.options = getopts ?? options;
  const head = lowering.sequence(conditions.filter((each) => each.type !== 'test_command'));
  const body = fieldOf(node, 'body');
  const inner = body ? lowerBlock(lowering, body) : [];
  lowering.options = options;
  const loop: Statement = { kind: 'loop', body: [...head, ...inner] };
  if (getopts === undefined && !/\bshift\b/.test(sourceOf(lowering, node))) return [loop];
  const rest = ruleCall(lowering, 'operands', [nameOf(ALL_WORDS)], node);
  return [assigned(ALL_WORDS, nameOf(WORDS)), loop, assigned(WORDS, rest)];
};

const lowerFunction: Lower = (lowering, node) => {
  const [name, body] = [fieldOf(node, 'name'), fieldOf(node, 'body')];
  if (!name || !body) return [];
  const { output, locals } = lowering;
  const result = freshName(lowering, 'out');
  lowering.output = result;
  lowering.locals = new Set([WORDS, INPUT]);
  const inner = lowering.sequence([body]);
  lowering.output = output;
  lowering.locals = locals;
  return [
    {
      kind: 'function',
      name: `sh.${sourceOf(lowering, name)}`,
      parameters: [
        { name: WORDS, rest: 'list' },
        { name: GIVEN_INPUT, default: NOTHING },
      ],
      body: [
        assigned(result, constantOf('')),
        assigned(INPUT, nameOf(GIVEN_INPUT)),
        ...inner,
        { kind: 'return', value: nameOf(result) },
      ],
      decorators: [],
      at: positionOf(lowering, node),
    },
  ];
};

/** What happens in a subshell to the working directory stays there. */
const lowerSubshell: Lower = (lowering, node) => {
  if (!lowering.moves) return lowerBlock(lowering, node);
  const folder = freshName(lowering, 'cwd');
  return [
    assigned(folder, nameOf(DIRECTORY)),
    ...lowerBlock(lowering, node),
    assigned(DIRECTORY, nameOf(folder)),
  ];
};

const LOWER: Readonly<Record<string, Lower>> = {
  variable_assignment: lowerAssignment,
  variable_assignments: lowerBlock,
  declaration_command: lowerDeclaration,
  command: lowerEffect,
  pipeline: lowerEffect,
  negated_command: lowerEffect,
  redirected_statement: lowerRedirected,
  list: lowerList,
  if_statement: lowerIf,
  for_statement: lowerFor,
  c_style_for_statement: lowerWhile,
  while_statement: lowerWhile,
  case_statement: lowerCase,
  function_definition: lowerFunction,
  subshell: lowerSubshell,
  compound_statement: lowerBlock,
  do_group: lowerBlock,
  program: lowerBlock,
  else_clause: lowerBlock,
  elif_clause: lowerBlock,
  ERROR: lowerBlock,
};

/** Lowers one statement; what has no rule does nothing that carries data. */
export function lowerStatement(lowering: ShellLowering, node: SyntaxNode): Statement[] {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return lower ? lower(lowering, node) : [];
}
