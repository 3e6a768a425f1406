import { blend, joinFlows } from '../values/flow.js';
import { spell } from '../values/text.js';
import { concatenate, joinPaths, stringOf } from '../values/texts.js';
import { carrying, constant, flowOf, listOf, unknown, type Value } from '../values/value.js';

const DIRECTIVE = /%(?:\((\w+)\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z%]/g;

function isTextual(value: Value): boolean {
  return value.texts?.some((text) => typeof text.value === 'string') ?? false;
}

/** `format % values`. */
function percent(format: string, values: Value): Value {
  const parts: Value[] = [];
  let from = 0;
  let index = 0;
  for (const match of format.matchAll(DIRECTIVE)) {
    parts.push(constant(format.slice(from, match.index)));
    from = match.index + match[0].length;
    if (match[0] === '%%') parts.push(constant('%'));
    else if (match[1] !== undefined)
      parts.push(values.fields?.get(match[1]) ?? unknown('a value that is not given', match[1]));
    else {
      parts.push(
        values.items?.[index] ??
          (index === 0 && !values.items ? values : unknown('a value that is not given', 'value')),
      );
      index += 1;
    }
  }
  parts.push(constant(format.slice(from)));
  return concatenate(parts);
}

function added(left: Value, right: Value): Value | undefined {
  if (left.items && right.items) return listOf([...left.items, ...right.items].slice(0, 256));
  if (!isTextual(left) && !isTextual(right)) return undefined;
  const known = left.texts?.every((text) => spell(text.value) === '') ? [right] : [left, right];
  return concatenate(known);
}

/** A binary operation on texts, paths, lists or data. */
export function evaluateOperator(operator: string, left: Value, right: Value): Value {
  if (operator === '+') {
    const sum = added(left, right);
    if (sum) return sum;
  }
  if (operator === '/' && (isTextual(left) || (isTextual(right) && !left.texts)))
    return joinPaths([left, right]);
  const format = operator === '%' ? stringOf(left) : undefined;
  if (format !== undefined) return percent(format, right);
  return carrying(joinFlows(blend(flowOf(left)), blend(flowOf(right))));
}
