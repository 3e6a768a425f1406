import type { Argument, Expression, Parameter, Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  callNamed,
  callOf,
  constantOf,
  type JvmLowering,
  NOTHING,
  partsOf,
  placeOf,
  qualifiedName,
  sourceOf,
  THIS,
  together,
} from '../java/jvmLowering.js';
import { lowerTarget } from '../java/lowerTarget.js';
import { lowerAnonymousTemplate } from './lowerClass.js';
import { lowerPattern } from './lowerPattern.js';
import { lowerScalaBlock, lowerTail } from './lowerStatement.js';
import { lowerInterpolation, scalaString } from './lowerText.js';

type Lower = (lowering: JvmLowering, node: SyntaxNode) => Expression;

/** Methods that Scala calls without parentheses: taking them for fields would lose what they do. */
const PARAMETERLESS: ReadonlySet<string> = new Set([
  ...[
    'read',
    'write',
    'readStream',
    'writeStream',
    'stripMargin',
    'trim',
    'toLowerCase',
    'toUpperCase',
    'rdd',
    'cache',
  ],
  ...[
    'toDF',
    'distinct',
    'collect',
    'get',
    'head',
    'last',
    'toList',
    'toSeq',
    'toArray',
    'keys',
    'values',
    'toMap',
  ],
  ...[
    'headOption',
    'getLines',
    'mkString',
    'persist',
    'toString',
    'builder',
    'schema',
    'count',
    'getOrCreate',
  ],
]);
const COLLECTIONS = /^(Seq|List|Array|Set|Vector|IndexedSeq|Iterator|Stream|ListBuffer|ArrayBuffer)$/;
const WRAPPERS = /^(Some|Option|Right|Success|Try|Future|Eval|IO|Left)$/;

export function lowerField(lowering: JvmLowering, node: SyntaxNode, field: string): Expression {
  const child = fieldOf(node, field);
  return child ? lowerExpression(lowering, child) : NOTHING;
}

const lowerMix: Lower = (lowering, node) => ({
  kind: 'mix',
  parts: partsOf(node).map((child) => lowerExpression(lowering, child)),
});

const lowerName: Lower = (lowering, node) => {
  const name = sourceOf(lowering, node).replaceAll('`', '');
  if (name === 'None') return constantOf(null);
  if (name === 'Nil') return { kind: 'list', items: [] };
  return name === lowering.words ? callNamed(lowering, node, '<words>', []) : { kind: 'name', name };
};

/** Names of the holes that `_` leaves in an argument, in order. */
function holesIn(expression: Expression): string[] {
  return [...new Set(JSON.stringify(expression).match(/"<_\d+>"/g) ?? [])].map((each) => each.slice(1, -1));
}

/** `_.trim` is a function of what the holes stand for. */
function withHoles(value: Expression): Expression {
  if (value.kind === 'name') return value;
  const holes = holesIn(value);
  return holes.length > 0
    ? { kind: 'lambda', parameters: holes.map((name) => ({ name })), body: value }
    : value;
}

function lowerArgument(lowering: JvmLowering, node: SyntaxNode): Argument {
  if (node.type === 'assignment_expression') {
    const name = fieldOf(node, 'left');
    return {
      name: name ? sourceOf(lowering, name) : '',
      value: withHoles(lowerField(lowering, node, 'right')),
    };
  }
  const spreads = node.type === 'ascription_expression' && /:\s*_\s*\*$/.test(sourceOf(lowering, node));
  const inner = spreads ? partsOf(node)[0] : node;
  const value = inner ? withHoles(lowerExpression(lowering, inner)) : NOTHING;
  return spreads ? { value, spread: 'list' } : { value };
}

export function lowerArguments(lowering: JvmLowering, node: SyntaxNode | undefined): Argument[] {
  if (!node) return [];
  if (node.type === 'arguments') return partsOf(node).map((child) => lowerArgument(lowering, child));
  return [{ value: withHoles(lowerExpression(lowering, node)) }];
}

/** Collections, maps and wrappers that stand for what they hold. */
function lowerMade(name: string, args: readonly Argument[]): Expression | undefined {
  const [only] = args;
  const spread = args.some((each) => each.spread !== undefined);
  if (COLLECTIONS.test(name) && !spread) return { kind: 'list', items: args.map(({ value }) => value) };
  if (WRAPPERS.test(name) && args.length === 1 && only) return only.value;
  const pairs = args.flatMap(({ value }) =>
    value.kind === 'list' && value.items.length === 2 ? [value.items] : [],
  );
  if (/^(Map|ListMap|mutable\.Map|HashMap)$/.test(name) && pairs.length === args.length)
    return {
      kind: 'dict',
      entries: pairs.map(([key = NOTHING, value = NOTHING]): [Expression, Expression] => [key, value]),
    };
  return undefined;
}

function lowerCallee(
  lowering: JvmLowering,
  node: SyntaxNode,
): { callee: Expression; name: SyntaxNode | undefined } {
  if (node.type === 'generic_function') {
    const inner = fieldOf(node, 'function');
    return inner ? lowerCallee(lowering, inner) : { callee: NOTHING, name: undefined };
  }
  const [value, field] = [fieldOf(node, 'value'), fieldOf(node, 'field')];
  if (node.type === 'field_expression' && value && field)
    return {
      callee: { kind: 'member', of: lowerExpression(lowering, value), name: sourceOf(lowering, field) },
      name: field,
    };
  if (node.type === 'identifier')
    return { callee: { kind: 'name', name: sourceOf(lowering, node) }, name: undefined };
  return { callee: lowerExpression(lowering, node), name: undefined };
}

const lowerCall: Lower = (lowering, node) => {
  const called = fieldOf(node, 'function');
  const given = fieldOf(node, 'arguments');
  if (!called) return NOTHING;
  const args = lowerArguments(lowering, given);
  const [only] = args;
  if (called.type === 'identifier' && sourceOf(lowering, called) === lowering.words && only)
    return callNamed(lowering, node, '<word>', [only.value]);
  if (called.type === 'call_expression') {
    const inner = lowerCall(lowering, called);
    // A second list of parameters belongs to the same call; a number takes an element of its answer.
    if (only?.value.kind === 'constant' && typeof only.value.value === 'number')
      return { kind: 'index', of: inner, key: only.value };
    return inner.kind === 'call'
      ? { ...inner, args: [...inner.args, ...args], at: [inner.at[0], node.endLine, inner.at[2], node.end] }
      : inner;
  }
  const { callee, name } = lowerCallee(lowering, called);
  const made = callee.kind === 'name' ? lowerMade(callee.name, args) : undefined;
  return made ?? callOf(lowering, callee, args, placeOf(node, name));
};

const lowerMember: Lower = (lowering, node) => {
  const [value, field] = [fieldOf(node, 'value'), fieldOf(node, 'field')];
  if (!value || !field) return NOTHING;
  const full = qualifiedName(lowering, sourceOf(lowering, node));
  if (full) return full;
  const member: Expression = {
    kind: 'member',
    of: lowerExpression(lowering, value),
    name: sourceOf(lowering, field),
  };
  return PARAMETERLESS.has(member.name) ? callOf(lowering, member, [], placeOf(node, field)) : member;
};

const lowerInfix: Lower = (lowering, node) => {
  const [left, operator, right] = [fieldOf(node, 'left'), fieldOf(node, 'operator'), fieldOf(node, 'right')];
  const name = operator ? sourceOf(lowering, operator) : '';
  const sides = [left, right].map((each) => (each ? lowerExpression(lowering, each) : NOTHING));
  const [first = NOTHING, second = NOTHING] = sides;
  if (name === '->' || name === '→') return { kind: 'list', items: [first, second] };
  if (name === '+' || name === '++') return { kind: 'binary', operator: '+', left: first, right: second };
  if (/^(\+=|\+\+=)$/.test(name) && left) {
    const value: Expression = { kind: 'binary', operator: '+', left: first, right: second };
    lowering.before.push({ kind: 'assign', targets: [lowerTarget(lowering, left)], value });
    return first;
  }
  if (!/^\w+$/.test(name) || /^(eq|ne)$/.test(name)) return { kind: 'mix', parts: [first, second] };
  const args =
    right?.type === 'tuple_expression'
      ? partsOf(right).map((each) => lowerArgument(lowering, each))
      : [{ value: withHoles(second) }];
  return callOf(lowering, { kind: 'member', of: first, name }, args, placeOf(node, operator));
};

const lowerNew: Lower = (lowering, node) => {
  const type = partsOf(node).find((child) => child.type !== 'arguments' && child.type !== 'template_body');
  const body = partsOf(node).find((child) => child.type === 'template_body');
  if (!type) return NOTHING;
  const base = typeName(lowering, type);
  const callee = body ? lowerAnonymousTemplate(lowering, node, base, body) : base;
  const args = lowerArguments(
    lowering,
    partsOf(node).find((child) => child.type === 'arguments'),
  );
  return callOf(lowering, callee, args, placeOf(node));
};

export function typeName(lowering: JvmLowering, node: SyntaxNode): Expression {
  const [first = '', ...rest] = sourceOf(lowering, node)
    .replace(/[[(][\s\S]*$/, '')
    .trim()
    .split('.');
  return rest.reduce<Expression>((of, name) => ({ kind: 'member', of, name }), { kind: 'name', name: first });
}

interface Option {
  before: Statement[];
  value: Expression;
}

function lowerOption(lowering: JvmLowering, lower: () => Expression): Option {
  const outer = lowering.before;
  lowering.before = [];
  const value = lower();
  const { before } = lowering;
  lowering.before = outer;
  return { before, value };
}

/** Any of the options; what they do on the way happens in branches that run before. */
function either(lowering: JvmLowering, node: SyntaxNode, options: readonly Option[]): Expression {
  if (options.every(({ before }) => before.length === 0))
    return { kind: 'either', options: options.map(({ value }) => value) };
  const target: Expression = { kind: 'name', name: `<value ${node.start}>` };
  lowering.before.push({
    kind: 'branch',
    options: options.map(({ before, value }) => [...before, { kind: 'assign', targets: [target], value }]),
  });
  return target;
}

const lowerIf: Lower = (lowering, node) => {
  const options = ['consequence', 'alternative'].map((field) =>
    lowerOption(lowering, () => lowerField(lowering, node, field)),
  );
  return either(lowering, node, options);
};

/** The clauses of a match over a value; the names of their patterns are bound first. */
export function lowerCase(lowering: JvmLowering, clause: SyntaxNode, value: Expression): Option {
  return lowerOption(lowering, () => {
    const [pattern, body] = [fieldOf(clause, 'pattern'), fieldOf(clause, 'body')];
    if (pattern) lowering.before.push(...lowerPattern(lowering, pattern, value));
    return body ? lowerExpression(lowering, body) : NOTHING;
  });
}

const lowerMatch: Lower = (lowering, node) => {
  const value = lowerField(lowering, node, 'value');
  const clauses = partsOf(fieldOf(node, 'body') ?? { ...node, children: [] });
  return either(
    lowering,
    node,
    clauses.map((clause) => lowerCase(lowering, clause, value)),
  );
};

/** `{ case pattern => … }` is a function of one parameter. */
const lowerCases: Lower = (lowering, node) => {
  const parameter = `<case ${node.start}>`;
  const name = `<cases ${node.start}>`;
  const options = partsOf(node).map((clause): Statement[] => {
    const { before, value } = lowerCase(lowering, clause, { kind: 'name', name: parameter });
    return [...before, { kind: 'return', value }];
  });
  lowering.before.push({
    kind: 'function',
    name,
    parameters: [{ name: parameter }],
    body: [{ kind: 'branch', options }],
    decorators: [],
    at: placeOf(node),
  });
  return { kind: 'name', name };
};

function lambdaParameters(lowering: JvmLowering, node: SyntaxNode | undefined): Parameter[] {
  if (!node) return [];
  if (node.type === 'identifier' || node.type === 'wildcard') return [{ name: sourceOf(lowering, node) }];
  return partsOf(node).flatMap((child): Parameter[] => {
    const name = fieldOf(child, 'name') ?? (child.type === 'identifier' ? child : undefined);
    return [{ name: name ? sourceOf(lowering, name) : '_' }];
  });
}

const lowerLambda: Lower = (lowering, node) => {
  const parameters = lambdaParameters(lowering, fieldOf(node, 'parameters'));
  const body = partsOf(node).filter((child) => child.field !== 'parameters' && child.type !== 'bindings');
  const [only] = body;
  const inner = lowerOption(lowering, () =>
    body.length === 1 && only && only.type !== 'block' ? lowerExpression(lowering, only) : NOTHING,
  );
  if (body.length === 1 && only && only.type !== 'block' && inner.before.length === 0)
    return { kind: 'lambda', parameters, body: inner.value };
  const name = `<lambda ${node.start}>`;
  const statements = lowerTail(lowering, only?.type === 'block' && body.length === 1 ? partsOf(only) : body);
  lowering.before.push({
    kind: 'function',
    name,
    parameters,
    body: statements,
    decorators: [],
    at: placeOf(node),
  });
  return { kind: 'name', name };
};

/** A block in the place of an expression: its statements run before, its last value stands for it. */
const lowerBlock: Lower = (lowering, node) => {
  const parts = partsOf(node);
  const last = parts.at(-1);
  if (!last) return NOTHING;
  lowering.before.push(...lowerScalaBlock(lowering, parts.slice(0, -1)));
  if (/_definition$|^import_declaration$/.test(last.type)) {
    lowering.before.push(...lowerScalaBlock(lowering, [last]));
    return NOTHING;
  }
  return lowerExpression(lowering, last);
};

const lowerFor: Lower = (lowering, node) => {
  const enumerators = partsOf(fieldOf(node, 'enumerators') ?? { ...node, children: [] }).filter(
    (child) => child.type === 'enumerator',
  );
  const body = fieldOf(node, 'body');
  const lower = (index: number): Statement[] => {
    const enumerator = enumerators[index];
    if (!enumerator)
      return together(lowering, () =>
        body ? [{ kind: 'assign', targets: [result], value: lowerExpression(lowering, body) }] : [],
      );
    const [pattern, over] = partsOf(enumerator);
    if (!pattern || !over || pattern.type === 'guard') return lower(index + 1);
    return together(lowering, () => {
      const value = lowerExpression(lowering, over);
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

const lowerAssigned: Lower = (lowering, node) => {
  const left = fieldOf(node, 'left');
  const value = lowerField(lowering, node, 'right');
  if (left) lowering.before.push({ kind: 'assign', targets: [lowerAssignmentTarget(lowering, left)], value });
  return NOTHING;
};

function lowerAssignmentTarget(lowering: JvmLowering, node: SyntaxNode): Expression {
  if (node.type === 'identifier') return lowerTarget(lowering, node);
  const [called, args] = [fieldOf(node, 'function'), fieldOf(node, 'arguments')];
  const [key] = lowerArguments(lowering, args);
  if (node.type === 'call_expression' && called && key)
    return { kind: 'index', of: lowerAssignmentTarget(lowering, called), key: key.value };
  const [value, field] = [fieldOf(node, 'value'), fieldOf(node, 'field')];
  return value && field
    ? { kind: 'member', of: lowerExpression(lowering, value), name: sourceOf(lowering, field) }
    : lowerExpression(lowering, node);
}

const lowerNumber: Lower = (lowering, node) => {
  const value = Number(sourceOf(lowering, node).replace(/[lLfFdD]$/, ''));
  return Number.isFinite(value) ? constantOf(value) : NOTHING;
};

/** A column that Spark names by `$"name"` or by a symbol. */
function column(lowering: JvmLowering, node: SyntaxNode, name: Expression): Expression {
  return callNamed(lowering, node, 'col', [name]);
}

const LOWER: Readonly<Record<string, Lower>> = {
  identifier: lowerName,
  type_identifier: lowerName,
  operator_identifier: lowerName,
  wildcard: (_lowering, node) => ({ kind: 'name', name: `<_${node.start}>` }),
  string: (lowering, node) => constantOf(scalaString(sourceOf(lowering, node))),
  interpolated_string_expression: (lowering, node) => {
    const text = lowerInterpolation(lowering, node, (inner) => lowerExpression(lowering, inner));
    const [interpolator] = node.children;
    const style = interpolator ? sourceOf(lowering, interpolator) : '';
    if (style === '$') return column(lowering, node, text);
    return /^(sql|sqlu|tsql|cql)$/.test(style) ? callNamed(lowering, node, '<native query>', [text]) : text;
  },
  character_literal: (lowering, node) => constantOf(scalaString(sourceOf(lowering, node))),
  integer_literal: lowerNumber,
  floating_point_literal: lowerNumber,
  boolean_literal: (lowering, node) => constantOf(sourceOf(lowering, node) === 'true'),
  null_literal: () => constantOf(null),
  unit: () => NOTHING,
  symbol_literal: (lowering, node) => column(lowering, node, constantOf(sourceOf(lowering, node).slice(1))),
  quote_expression: (lowering, node) => column(lowering, node, constantOf(sourceOf(lowering, node).slice(1))),
  call_expression: lowerCall,
  field_expression: lowerMember,
  infix_expression: lowerInfix,
  postfix_expression: lowerMix,
  prefix_expression: lowerMix,
  instance_expression: lowerNew,
  if_expression: lowerIf,
  match_expression: lowerMatch,
  case_block: lowerCases,
  lambda_expression: lowerLambda,
  block: lowerBlock,
  indented_block: lowerBlock,
  for_expression: lowerFor,
  assignment_expression: lowerAssigned,
  tuple_expression: (lowering, node) => ({
    kind: 'list',
    items: partsOf(node).map((child) => lowerExpression(lowering, child)),
  }),
  parenthesized_expression: (lowering, node) => {
    const inner = partsOf(node).at(-1);
    return inner ? lowerExpression(lowering, inner) : NOTHING;
  },
  // `frame.as[Trip]` is a call without arguments.
  generic_function: (lowering, node) => {
    const inner = fieldOf(node, 'function');
    const { callee, name } = inner ? lowerCallee(lowering, inner) : { callee: NOTHING, name: undefined };
    return callee.kind === 'member' ? callOf(lowering, callee, [], placeOf(node, name)) : callee;
  },
  ascription_expression: (lowering, node) => {
    const inner = partsOf(node)[0];
    return inner ? lowerExpression(lowering, inner) : NOTHING;
  },
  this: () => THIS,
  super: () => THIS,
  try_expression: (lowering, node) => {
    const clauses = partsOf(node).find((child) => child.type === 'catch_clause');
    const cases = clauses ? partsOf(clauses).flatMap((child) => partsOf(child)) : [];
    const options = [
      lowerOption(lowering, () => lowerField(lowering, node, 'body')),
      ...cases.map((clause) => lowerCase(lowering, clause, NOTHING)),
    ];
    const value = either(lowering, node, options);
    const last = partsOf(node).find((child) => child.type === 'finally_clause');
    if (last) lowering.before.push(...lowerScalaBlock(lowering, partsOf(last)));
    return value;
  },
  while_expression: (lowering, node) => {
    lowering.before.push(...lowerScalaBlock(lowering, [node]));
    return NOTHING;
  },
  do_while_expression: (lowering, node) => {
    lowering.before.push(...lowerScalaBlock(lowering, [node]));
    return NOTHING;
  },
  return_expression: (lowering, node) => {
    const value = partsOf(node)[0];
    lowering.before.push({ kind: 'return', value: value ? lowerExpression(lowering, value) : null });
    return NOTHING;
  },
  throw_expression: () => NOTHING,
};

/** Lowers one expression; a form that has no rule becomes a mix of its parts, so that the data they carry is kept. */
export function lowerExpression(lowering: JvmLowering, node: SyntaxNode): Expression {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return (lower ?? lowerMix)(lowering, node);
}
