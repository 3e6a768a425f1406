import type { Argument, Expression } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import {
  constantOf,
  freshName,
  type JavascriptLowering,
  NOTHING,
  plainName,
  positionOf,
  ruleCall,
  sourceOf,
} from './javascriptLowering.js';
import { moduleName } from './moduleName.js';

function lowerArguments(lowering: JavascriptLowering, list: SyntaxNode | undefined): Argument[] {
  if (!list) return [];
  if (list.type === 'template_string') return [{ value: lowering.expression(list) }];
  return list.children.map((child): Argument => {
    const inner = child.type === 'spread_element' ? child.children[0] : undefined;
    return inner
      ? { value: lowering.expression(inner), spread: 'list' }
      : { value: lowering.expression(child) };
  });
}

/** `require('x')` and `import('x')`: the module under a name of its own. */
function lowerRequire(
  lowering: JavascriptLowering,
  args: readonly Argument[],
  node: SyntaxNode,
): Expression | undefined {
  const module = args[0]?.value;
  if (module?.kind !== 'constant' || typeof module.value !== 'string') return undefined;
  if (/\.json$/.test(module.value)) return ruleCall(lowering, 'config', [module], node);
  const name = freshName(lowering, 'module');
  lowering.before.push({ kind: 'import', module: moduleName(module.value), level: 0, names: [], as: name });
  return plainName(name);
}

/** `promise.then(use)` hands its value on; what stands in `catch` and `finally` changes nothing. */
function lowerPromise(
  callee: Expression,
  args: readonly Argument[],
  node: SyntaxNode,
): Expression | undefined {
  if (callee.kind !== 'member') return undefined;
  const [first] = args;
  if (callee.name === 'then' && first && args.length <= 2)
    return { kind: 'call', callee: first.value, args: [{ value: callee.of }], at: positionOf(node) };
  return callee.name === 'catch' && args.length === 1 ? callee.of : undefined;
}

/** `super(…)` and `super.method(…)`. */
function superCallee(callee: SyntaxNode, member: Expression): Expression | undefined {
  const self: Expression = { kind: 'call', callee: plainName('super'), args: [], at: positionOf(callee) };
  if (callee.type === 'super') return { kind: 'member', of: self, name: '__init__' };
  const [object] = callee.children;
  return object?.type === 'super' && member.kind === 'member' ? { ...member, of: self } : undefined;
}

function unwrapped(node: SyntaxNode): SyntaxNode {
  const inner = /^(await_expression|parenthesized_expression|non_null_expression)$/.test(node.type)
    ? node.children[0]
    : undefined;
  return inner ? unwrapped(inner) : node;
}

/** A call, with the forms that are no calls of functions. */
export function lowerCall(lowering: JavascriptLowering, node: SyntaxNode): Expression {
  const written = fieldOf(node, 'function') ?? fieldOf(node, 'constructor');
  if (!written) return NOTHING;
  const target = unwrapped(written);
  const args = lowerArguments(lowering, fieldOf(node, 'arguments'));
  const source = sourceOf(lowering, target);
  const required =
    source === 'require' || target.type === 'import' ? lowerRequire(lowering, args, node) : undefined;
  if (required) return required;
  const callee = lowering.expression(target);
  const promised = lowerPromise(callee, args, node);
  if (promised) return promised;
  const inherited = superCallee(target, callee);
  const called = inherited ?? callee;
  if (called.kind === 'name' || called.kind === 'member') lowering.calls.add(called.name);
  return { kind: 'call', callee: called, args, at: positionOf(node) };
}

/** `process.env.X`, `import.meta.url` and other values that the runtime gives; undefined for all others. */
export function lowerRuntimeValue(lowering: JavascriptLowering, node: SyntaxNode): Expression | undefined {
  const source = sourceOf(lowering, node);
  const variable = /^(?:process\??\.env|import\.meta\.env|Deno\.env|Bun\.env)\??\.(\w+)!?$/.exec(source)?.[1];
  if (variable !== undefined) return ruleCall(lowering, 'env', [constantOf(variable)], node);
  if (/^import\.meta\.(url|filename)$/.test(source)) return plainName('__file__');
  if (source === 'import.meta.dirname') return ruleCall(lowering, 'folder', [plainName('__file__')], node);
  return source === 'process.argv' ? ruleCall(lowering, 'argv', [], node) : undefined;
}

/** `process.env[name]`, `process.argv[2]`. */
export function lowerRuntimeEntry(
  lowering: JavascriptLowering,
  of: SyntaxNode,
  key: Expression,
  node: SyntaxNode,
): Expression | undefined {
  const source = sourceOf(lowering, of);
  if (/^(process\??\.env|import\.meta\.env)\??$/.test(source)) return ruleCall(lowering, 'env', [key], node);
  return source === 'process.argv' ? ruleCall(lowering, 'word', [key], node) : undefined;
}
