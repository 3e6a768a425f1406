import type { Expression, Statement } from '../../facts/program.js';
import { fieldOf, fieldsOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  assigned,
  constantOf,
  freshName,
  type GoLowering,
  NOTHING,
  plainName,
  ruleCall,
  sourceOf,
} from './goLowering.js';
import { lowerExpression } from './lowerExpression.js';
import { typedValue } from './lowerType.js';

type Lower = (lowering: GoLowering, node: SyntaxNode) => Statement[];

/** Statements in order, each between what its expressions need before and do after. */
export function lowerBlock(lowering: GoLowering, node: SyntaxNode): Statement[] {
  const nodes = node.children.flatMap((child) =>
    child.type === 'statement_list' ? child.children : [child],
  );
  return nodes.flatMap((child) => lowerOne(lowering, child));
}

function lowerOne(lowering: GoLowering, node: SyntaxNode): Statement[] {
  const { before, after } = lowering;
  lowering.before = [];
  lowering.after = [];
  const own = lowerStatement(lowering, node);
  const all = [...lowering.before, ...own, ...lowering.after];
  lowering.before = before;
  lowering.after = after;
  return all;
}

function expressionsOf(node: SyntaxNode | undefined): SyntaxNode[] {
  if (!node) return [];
  return node.type === 'expression_list' ? node.children : [node];
}

function hasCall(value: Expression): boolean {
  return JSON.stringify(value).includes('"kind":"call"');
}

/** `a, b := f()`: the results of one call, which has the value first and the error last. */
function bindAll(
  lowering: GoLowering,
  targets: readonly Expression[],
  values: readonly SyntaxNode[],
  node: SyntaxNode,
): Statement[] {
  const [only] = values;
  const isBlank = (target: Expression): boolean => target.kind === 'name' && target.name === '_';
  if (values.length === targets.length)
    return values.flatMap((value, index): Statement[] => {
      const target = targets[index];
      const lowered = lowerExpression(lowering, value);
      if (!target || isBlank(target)) return hasCall(lowered) ? [{ kind: 'do', value: lowered }] : [];
      return [{ kind: 'assign', targets: [target], value: lowered }];
    });
  if (!only) return [];
  const result = freshName(lowering, 'results');
  const parts = targets.flatMap((target, index): Statement[] =>
    isBlank(target) || (target.kind === 'name' && target.name === 'err')
      ? []
      : [
          {
            kind: 'assign',
            targets: [target],
            value: ruleCall(lowering, 'result', [plainName(result), constantOf(index)], node),
          },
        ],
  );
  return [assigned(result, lowerExpression(lowering, only)), ...parts];
}

const lowerAssignment: Lower = (lowering, node) => {
  const targets = expressionsOf(fieldOf(node, 'left')).map((each) => lowerExpression(lowering, each));
  const values = expressionsOf(fieldOf(node, 'right'));
  const operator = node.operator ?? '=';
  const [target, value] = [targets[0], values[0]];
  if (operator.length === 2 && operator !== ':=' && target && value) {
    const right = lowerExpression(lowering, value);
    const sum: Expression =
      operator === '+='
        ? { kind: 'binary', operator: '+', left: target, right }
        : { kind: 'mix', parts: [target, right] };
    return [{ kind: 'assign', targets: [target], value: sum }];
  }
  return bindAll(lowering, targets, values, node);
};

/** `var a, b = 1, 2` and `var db *sql.DB`, which is known by its type. */
export function lowerVariables(lowering: GoLowering, node: SyntaxNode): Statement[] {
  const specs = node.children.flatMap((child) => (/_spec_list$/.test(child.type) ? child.children : [child]));
  return specs.flatMap((spec) => {
    const names = fieldsOf(spec, 'name').map((name) => plainName(sourceOf(lowering, name)));
    const values = expressionsOf(fieldOf(spec, 'value'));
    if (values.length > 0) return bindAll(lowering, names, values, spec);
    const typed = typedValue(lowering, fieldOf(spec, 'type')) ?? NOTHING;
    return names.map((name): Statement => ({ kind: 'assign', targets: [name], value: typed }));
  });
}

const lowerIf: Lower = (lowering, node) => {
  const [initializer, condition] = [fieldOf(node, 'initializer'), fieldOf(node, 'condition')];
  const first = initializer ? lowerOne(lowering, initializer) : [];
  const tested = condition ? lowerExpression(lowering, condition) : NOTHING;
  const [yes, no] = [fieldOf(node, 'consequence'), fieldOf(node, 'alternative')];
  const options = [
    yes ? lowerBlock(lowering, yes) : [],
    no ? (no.type === 'block' ? lowerBlock(lowering, no) : lowerOne(lowering, no)) : [],
  ];
  return [
    ...first,
    ...(hasCall(tested) ? [{ kind: 'do' as const, value: tested }] : []),
    { kind: 'branch', options },
  ];
};

const lowerFor: Lower = (lowering, node) => {
  const [head] = node.children.filter((child) => child.field !== 'body');
  const body = fieldOf(node, 'body');
  const inner = body ? lowerBlock(lowering, body) : [];
  if (head?.type === 'range_clause') {
    const targets = expressionsOf(fieldOf(head, 'left')).map((each) => lowerExpression(lowering, each));
    const right = fieldOf(head, 'right');
    const over = right ? ruleCall(lowering, 'range', [lowerExpression(lowering, right)], head) : NOTHING;
    return [{ kind: 'loop', target: { kind: 'list', items: targets }, over, body: inner }];
  }
  const initializer = head?.type === 'for_clause' ? fieldOf(head, 'initializer') : undefined;
  const condition = head && head.type !== 'for_clause' ? lowerExpression(lowering, head) : NOTHING;
  const tested: Statement[] = hasCall(condition) ? [{ kind: 'do', value: condition }] : [];
  return [
    ...(initializer ? lowerOne(lowering, initializer) : []),
    { kind: 'loop', body: [...tested, ...inner] },
  ];
};

const lowerSwitch: Lower = (lowering, node) => {
  const initializer = fieldOf(node, 'initializer');
  const cases = node.children.filter((child) => /_case$/.test(child.type));
  const options = cases.map((each) => {
    const communication = fieldOf(each, 'communication');
    return [
      ...(communication ? lowerOne(lowering, communication) : []),
      ...lowerBlock(lowering, {
        ...each,
        children: each.children.filter((child) => child.field === null || child.type === 'statement_list'),
      }),
    ];
  });
  return [
    ...(initializer ? lowerOne(lowering, initializer) : []),
    { kind: 'branch', options: [[], ...options] },
  ];
};

const lowerReturn: Lower = (lowering, node) => {
  const values = expressionsOf(node.children[0]).map((each) => lowerExpression(lowering, each));
  const [only] = values;
  if (!only) return [];
  return [{ kind: 'return', value: values.length === 1 ? only : { kind: 'list', items: values } }];
};

const lowerEffect: Lower = (lowering, node) => {
  const [inner] = node.children;
  const value = inner ? lowerExpression(lowering, inner) : NOTHING;
  return hasCall(value) ? [{ kind: 'do', value }] : [];
};

/** What is sent into a channel comes out of it. */
const lowerSend: Lower = (lowering, node) => {
  const [channel, value] = [fieldOf(node, 'channel'), fieldOf(node, 'value')];
  if (!channel || !value) return [];
  const target = lowerExpression(lowering, channel);
  const sent = ruleCall(lowering, 'filled', [target, lowerExpression(lowering, value)], node);
  return [{ kind: 'assign', targets: [target], value: sent }];
};

const LOWER: Readonly<Record<string, Lower>> = {
  short_var_declaration: lowerAssignment,
  assignment_statement: lowerAssignment,
  receive_statement: lowerAssignment,
  var_declaration: lowerVariables,
  const_declaration: lowerVariables,
  if_statement: lowerIf,
  for_statement: lowerFor,
  expression_switch_statement: lowerSwitch,
  type_switch_statement: lowerSwitch,
  select_statement: lowerSwitch,
  return_statement: lowerReturn,
  expression_statement: lowerEffect,
  go_statement: lowerEffect,
  defer_statement: lowerEffect,
  send_statement: lowerSend,
  block: lowerBlock,
  labeled_statement: lowerBlock,
};

/** Lowers one statement; what has no rule does nothing that carries data. */
function lowerStatement(lowering: GoLowering, node: SyntaxNode): Statement[] {
  const lower = Object.hasOwn(LOWER, node.type) ? LOWER[node.type] : undefined;
  return lower ? lower(lowering, node) : [];
}
