import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  assigned,
  callOf,
  freshName,
  type GoLowering,
  NOTHING,
  plainName,
  ruleCall,
  sourceOf,
} from './goLowering.js';
import { typeExpression } from './lowerType.js';

const OPTION = /^(String|Bool|Int|Int64|Uint|Float64|Duration|StringSlice|StringArray|IntSlice)Var(P)?$/;
const TYPES = /(_type|type_identifier)$/;

function isAddress(lowering: GoLowering, node: SyntaxNode | undefined): boolean {
  return node?.type === 'unary_expression' && sourceOf(lowering, node).startsWith('&');
}

function lowerArguments(lowering: GoLowering, nodes: readonly SyntaxNode[]): Argument[] {
  return nodes.map((node): Argument => {
    const inner = node.type === 'variadic_argument' ? node.children[0] : undefined;
    if (inner) return { value: lowering.expression(inner), spread: 'list' };
    return {
      value: TYPES.test(node.type) ? (typeExpression(lowering, node) ?? NOTHING) : lowering.expression(node),
    };
  });
}

/** `flag.StringVar(&target, "name", "default", "text")` is `target = flag.String("name", "default", "text")`. */
function lowerOption(
  lowering: GoLowering,
  callee: Expression,
  nodes: readonly SyntaxNode[],
  node: SyntaxNode,
): Expression | undefined {
  const match = callee.kind === 'member' ? OPTION.exec(callee.name) : null;
  const [target, ...rest] = nodes;
  if (!match || callee.kind !== 'member' || !target || !isAddress(lowering, target)) return undefined;
  const made = callOf(
    lowering,
    { ...callee, name: `${match[1]}${match[2] ?? ''}` },
    lowerArguments(lowering, rest),
    node,
  );
  lowering.after.push({ kind: 'assign', targets: [lowering.expression(target)], value: made });
  return NOTHING;
}

/** What a call writes through pointers: `json.Unmarshal(data, &out)` fills `out`. */
function lowerFilled(
  lowering: GoLowering,
  call: Expression,
  nodes: readonly SyntaxNode[],
  node: SyntaxNode,
): Expression {
  const targets = nodes.filter((each) => {
    const inner = isAddress(lowering, each) ? each.children[0] : undefined;
    return inner !== undefined && /^(identifier|selector_expression|index_expression)$/.test(inner.type);
  });
  if (targets.length === 0) return call;
  const result = freshName(lowering, 'result');
  lowering.before.push(assigned(result, call));
  for (const target of targets) {
    const name = lowering.expression(target);
    const value = ruleCall(lowering, 'filled', [name, plainName(result)], node);
    lowering.before.push({ kind: 'assign', targets: [name], value });
  }
  return plainName(result);
}

/** A call, a conversion, or one of the built-in functions. */
export function lowerCall(lowering: GoLowering, node: SyntaxNode): Expression {
  const written = fieldOf(node, 'function');
  const nodes = fieldOf(node, 'arguments')?.children ?? [];
  if (!written) return NOTHING;
  const name = sourceOf(lowering, written);
  const [first] = nodes;
  if (/^(make|new)$/.test(name)) {
    const type = first ? typeExpression(lowering, first) : undefined;
    return type ? ruleCall(lowering, 'typed', [type], node) : ruleCall(lowering, 'empty', [], node);
  }
  if (/^(string|\[\]byte|\[\]string|int64|float64|\[\]rune)$/.test(name) && first)
    return lowering.expression(first);
  const callee = name === 'append' ? plainName('go.append') : lowering.expression(written);
  const option = lowerOption(lowering, callee, nodes, node);
  if (option) return option;
  return lowerFilled(lowering, callOf(lowering, callee, lowerArguments(lowering, nodes), node), nodes, node);
}
