import type { ConfigValue } from '../../../../facts/configValue.js';
import { isObject } from '../json.js';
import { applyFunction } from './functions.js';
import { atMost, combinations, derived, distinct, hole, type Known, known } from './known.js';
import { type FactoryExpression, parseExpression } from './parseExpression.js';

/** Where an expression finds what stands outside of it. `root` is as `pipeline.parameters`, `dataset`, `variables`, `item`. */
export interface ExpressionScope {
  lookUp(root: string, name: string): readonly Known[] | undefined;
}

const OUTPUT = 'is known only when the pipeline runs';
/** Calls without arguments whose members are looked up by name. */
const ROOTS: ReadonlySet<string> = new Set([
  'pipeline',
  'dataset',
  'linkedService',
  'trigger',
  'triggerBody',
  'item',
]);

function pathOf(expression: FactoryExpression): { root: string; names: string[] } | undefined {
  if (expression.kind === 'call' && ROOTS.has(expression.name)) return { root: expression.name, names: [] };
  if (expression.kind !== 'member') return undefined;
  const inner = pathOf(expression.of);
  return inner && { root: inner.root, names: [...inner.names, expression.name] };
}

/** A member of `pipeline()`, `dataset()` and the like. */
function lookedUp(expression: FactoryExpression, scope: ExpressionScope): readonly Known[] | undefined {
  const path = pathOf(expression);
  if (!path) return undefined;
  const { root, names } = path;
  const [first, second] = names;
  if (root === 'item') return undefined;
  if (root === 'pipeline' && first !== undefined && second !== undefined)
    return names.length === 2
      ? (scope.lookUp(`pipeline.${first}`, second) ?? [hole(second, `parameter ${second} has no value`)])
      : undefined;
  const last = names.at(-1);
  if (root === 'pipeline')
    return first === undefined
      ? undefined
      : (scope.lookUp('pipeline', first) ?? [hole(first, `pipeline().${first} ${OUTPUT}`)]);
  if (root === 'trigger' || root === 'triggerBody')
    return last === undefined
      ? undefined
      : (scope.lookUp('trigger', last) ?? [hole(last, `what the trigger hands over ${OUTPUT}`)]);
  return names.length === 1 && first !== undefined
    ? (scope.lookUp(root, first) ?? [hole(first, `parameter ${first} has no value`)])
    : undefined;
}

function entryOf(base: Known, key: string | number): Known {
  const { value } = base;
  const entry = Array.isArray(value)
    ? value.at(Number(key))
    : isObject(value) && Object.hasOwn(value, String(key))
      ? value[String(key)]
      : undefined;
  if (entry !== undefined) return derived(entry, [base]);
  return hole(String(key), base.why ?? `${key} ${OUTPUT}`);
}

function evaluateCall(
  expression: Extract<FactoryExpression, { kind: 'call' }>,
  scope: ExpressionScope,
): readonly Known[] {
  const { name, args } = expression;
  const [first, second, third] = args;
  const literal = first?.kind === 'constant' ? String(first.value) : undefined;
  if (name === 'activity')
    return [hole(literal ?? 'activity', `the output of activity ${literal ?? ''} ${OUTPUT}`)];
  if (name === 'item') return scope.lookUp('item', '') ?? [hole('item', `the item of the loop ${OUTPUT}`)];
  if (name === 'variables' || name === 'parameters')
    return (
      scope.lookUp(name, literal ?? '') ?? [hole(literal ?? name, `${name}('${literal ?? ''}') has no value`)]
    );
  if (name === 'if' && second && third)
    return distinct(
      [...evaluate(second, scope), ...evaluate(third, scope)].map((each) => atMost(each, 'inferred')),
    );
  const values = args.map((arg) => evaluate(arg, scope));
  return distinct(combinations(values).map((given) => applyFunction(name, given)));
}

function evaluate(expression: FactoryExpression, scope: ExpressionScope): readonly Known[] {
  const found = lookedUp(expression, scope);
  if (found) return found;
  switch (expression.kind) {
    case 'constant':
      return [known(expression.value)];
    case 'call':
      return evaluateCall(expression, scope);
    case 'member':
      return distinct(evaluate(expression.of, scope).map((base) => entryOf(base, expression.name)));
    case 'index': {
      const pairs = combinations([evaluate(expression.of, scope), evaluate(expression.key, scope)]);
      return distinct(
        pairs.flatMap(([base, key]) =>
          base && key ? [entryOf(base, typeof key.value === 'number' ? key.value : String(key.value))] : [],
        ),
      );
    }
  }
}

function evaluateText(source: string, scope: ExpressionScope): readonly Known[] {
  const expression = parseExpression(source);
  return expression
    ? evaluate(expression, scope)
    : [hole('expression', `the expression ${source.slice(0, 60)} is not understood`)];
}

/** The end of `@{…}` that opens at `from`; strings inside may hold braces. */
function closingBrace(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "'") {
      const end = text.indexOf("'", at + 1);
      at = end < 0 ? text.length : end;
    } else if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Text with `@{…}` in it. */
function interpolate(text: string, scope: ExpressionScope): readonly Known[] {
  const parts: (readonly Known[])[] = [];
  let from = 0;
  for (let at = text.indexOf('@{'); at >= 0; at = text.indexOf('@{', from)) {
    parts.push([known(text.slice(from, at))]);
    const end = closingBrace(text, at + 1);
    parts.push(evaluateText(text.slice(at + 2, end), scope));
    from = end + 1;
  }
  parts.push([known(text.slice(from))]);
  return distinct(combinations(parts).map((given) => applyFunction('concat', given)));
}

/** Whatever a JSON value of a factory may be: constants as written, expressions evaluated. Never empty. */
export function evaluateValue(value: ConfigValue | undefined, scope: ExpressionScope): readonly Known[] {
  if (isObject(value) && value.type === 'Expression' && typeof value.value === 'string')
    return evaluateValue(value.value, scope);
  if (typeof value !== 'string') return [known(value ?? null)];
  if (value.startsWith('@@')) return [known(value.slice(1))];
  if (value.startsWith('@') && !value.startsWith('@{')) return evaluateText(value.slice(1), scope);
  return value.includes('@{') ? interpolate(value, scope) : [known(value)];
}

/** Replaces what ARM templates compute, as `[concat(parameters('factoryName'), '/default')]`; the first alternative counts. */
export function evaluateTemplate(value: ConfigValue, scope: ExpressionScope): ConfigValue {
  if (Array.isArray(value)) return value.map((each) => evaluateTemplate(each, scope));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [key, evaluateTemplate(each, scope)]),
    );
  if (typeof value !== 'string' || !value.startsWith('[') || !value.endsWith(']')) return value;
  if (value.startsWith('[[')) return value.slice(1);
  const expression = parseExpression(value.slice(1, -1));
  return expression ? (evaluate(expression, scope)[0]?.value ?? value) : value;
}
