import type { Argument, Expression, Parameter } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { type Lowering, NOTHING, positionOf, sourceOf } from './lowering.js';
import { joinText, lowerString } from './lowerString.js';

type Lower = (lowering: Lowering, node: SyntaxNode) => Expression;

function lowerAll(lowering: Lowering, nodes: readonly SyntaxNode[]): Expression[] {
  return nodes.map((node) => lowerExpression(lowering, node));
}

function lowerField(lowering: Lowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowerExpression(lowering, child) : NOTHING;
}

function lowerArgument(lowering: Lowering, node: SyntaxNode): Argument {
  if (node.type === 'keyword_argument') {
    const name = fieldOf(node, 'name');
    return { value: lowerField(lowering, node, 'value'), name: name ? sourceOf(lowering, name) : '' };
  }
  if (node.type === 'list_splat' || node.type === 'dictionary_splat') {
    const inner = node.children[0];
    const spread = node.type === 'list_splat' ? 'list' : 'dict';
    return { value: inner ? lowerExpression(lowering, inner) : NOTHING, spread };
  }
  return { value: lowerExpression(lowering, node) };
}

function lastName(callee: Expression): string | undefined {
  if (callee.kind === 'name' || callee.kind === 'member') return callee.name;
  return undefined;
}

const lowerCall: Lower = (lowering, node) => {
  const callee = lowerField(lowering, node, 'function');
  const list = fieldOf(node, 'arguments');
  const name = lastName(callee);
  if (name !== undefined) lowering.calls.add(name);
  const args =
    list?.type === 'argument_list'
      ? list.children.map((child) => lowerArgument(lowering, child))
      : list
        ? [{ value: lowerExpression(lowering, list) }]
        : [];
  return { kind: 'call', callee, args, at: positionOf(lowering, node) };
};

const lowerSubscript: Lower = (lowering, node) => {
  const keys = node.children
    .filter((child) => child.field === 'subscript')
    .map((key) => lowerExpression(lowering, key));
  const [only] = keys;
  const key: Expression = keys.length === 1 && only ? only : { kind: 'list', items: keys };
  return { kind: 'index', of: lowerField(lowering, node, 'value'), key };
};

const lowerDictionary: Lower = (lowering, node) => ({
  kind: 'dict',
  entries: node.children.map((child): [Expression | null, Expression] => {
    if (child.type === 'pair')
      return [lowerField(lowering, child, 'key'), lowerField(lowering, child, 'value')];
    const inner = child.children[0];
    return [null, inner ? lowerExpression(lowering, inner) : NOTHING];
  }),
});

const lowerComprehension: Lower = (lowering, node) => {
  const body = fieldOf(node, 'body');
  let lowered: Expression = body
    ? body.type === 'pair'
      ? { kind: 'dict', entries: [[lowerField(lowering, body, 'key'), lowerField(lowering, body, 'value')]] }
      : lowerExpression(lowering, body)
    : NOTHING;
  for (const clause of node.children.filter((child) => child.type === 'for_in_clause').reverse()) {
    const target = lowerField(lowering, clause, 'left');
    lowered = { kind: 'each', target, over: lowerField(lowering, clause, 'right'), body: lowered };
  }
  return lowered;
};

const lowerBinary: Lower = (lowering, node) => ({
  kind: 'binary',
  operator: node.operator ?? '?',
  left: lowerField(lowering, node, 'left'),
  right: lowerField(lowering, node, 'right'),
});

const lowerMix: Lower = (lowering, node) => ({ kind: 'mix', parts: lowerAll(lowering, node.children) });

const lowerList: Lower = (lowering, node) => ({ kind: 'list', items: lowerAll(lowering, node.children) });

const lowerInner: Lower = (lowering, node) => {
  const inner = node.children.at(-1);
  return inner ? lowerExpression(lowering, inner) : NOTHING;
};

const lowerConditional: Lower = (lowering, node) => {
  const [yes, , no] = node.children;
  return {
    kind: 'either',
    options: lowerAll(
      lowering,
      [yes, no].filter((each) => each !== undefined),
    ),
  };
};

const lowerBoolean: Lower = (lowering, node) =>
  node.operator === 'or'
    ? { kind: 'either', options: lowerAll(lowering, node.children) }
    : lowerMix(lowering, node);

const lowerLambda: Lower = (lowering, node) => {
  const parameters = fieldOf(node, 'parameters');
  return {
    kind: 'lambda',
    parameters: parameters ? lowerParameters(lowering, parameters) : [],
    body: lowerField(lowering, node, 'body'),
  };
};

/** `name := value` is assigned before the statement in which it stands. */
const lowerWalrus: Lower = (lowering, node) => {
  const target = lowerField(lowering, node, 'name');
  lowering.hoisted.push({ kind: 'assign', targets: [target], value: lowerField(lowering, node, 'value') });
  return target;
};

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(sourceOf(lowering, node).replaceAll('_', ''));
  return Number.isFinite(value) ? { kind: 'constant', value } : NOTHING;
};

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: (lowering, node) => ({ kind: 'name', name: sourceOf(lowering, node) }),
  attribute: (lowering, node) => {
    const name = fieldOf(node, 'attribute');
    return {
      kind: 'member',
      of: lowerField(lowering, node, 'object'),
      name: name ? sourceOf(lowering, name) : '',
    };
  },
  string: (lowering, node) => lowerString(lowering, node, (inner) => lowerExpression(lowering, inner)),
  concatenated_string: (lowering, node) => joinText(lowerAll(lowering, node.children)),
  integer: lowerNumber,
  float: lowerNumber,
  true: () => ({ kind: 'constant', value: true }),
  false: () => ({ kind: 'constant', value: false }),
  none: () => ({ kind: 'constant', value: null }),
  call: lowerCall,
  subscript: lowerSubscript,
  slice: (lowering, node) => ({ kind: 'slice', parts: lowerAll(lowering, node.children) }),
  list: lowerList,
  tuple: lowerList,
  set: lowerList,
  expression_list: lowerList,
  pattern_list: lowerList,
  tuple_pattern: lowerList,
  list_pattern: lowerList,
  dictionary: lowerDictionary,
  list_comprehension: lowerComprehension,
  set_comprehension: lowerComprehension,
  dictionary_comprehension: lowerComprehension,
  generator_expression: lowerComprehension,
  binary_operator: lowerBinary,
  comparison_operator: lowerMix,
  boolean_operator: lowerBoolean,
  conditional_expression: lowerConditional,
  lambda: lowerLambda,
  parenthesized_expression: lowerInner,
  await: lowerInner,
  list_splat: lowerInner,
  list_splat_pattern: lowerInner,
  as_pattern_target: lowerInner,
  keyword_argument: (lowering, node) => lowerField(lowering, node, 'value'),
  named_expression: lowerWalrus,
  yield: lowerInner,
  dictionary_splat: lowerInner,
  type: lowerInner,
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: Lowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}

function lowerParameter(lowering: Lowering, node: SyntaxNode): Parameter | undefined {
  if (node.type === 'identifier') return { name: sourceOf(lowering, node) };
  const splat = /^(list|dictionary)_splat_pattern$/.exec(node.type);
  const inner = node.children[0];
  if (splat && inner) return { name: sourceOf(lowering, inner), rest: splat[1] === 'list' ? 'list' : 'dict' };
  const name = fieldOf(node, 'name') ?? inner;
  if (!name || node.type === 'keyword_separator' || node.type === 'positional_separator') return undefined;
  if (/splat_pattern$/.test(name.type)) return lowerParameter(lowering, name);
  const value = fieldOf(node, 'value');
  const plain: Parameter = { name: sourceOf(lowering, name) };
  return value ? { ...plain, default: lowerExpression(lowering, value) } : plain;
}

export function lowerParameters(lowering: Lowering, node: SyntaxNode): Parameter[] {
  return node.children.flatMap((child) => lowerParameter(lowering, child) ?? []);
}
