import { itemsOf, type JinjaValue, textOf, truthOf, Unknown } from './jinjaValue.js';

type Operator = (left: JinjaValue, right: JinjaValue) => JinjaValue;

function equal(left: JinjaValue, right: JinjaValue): boolean {
  if (typeof left === 'object' || typeof right === 'object') return textOf(left) === textOf(right);
  return left === right;
}

function contains(container: JinjaValue, item: JinjaValue): JinjaValue {
  if (typeof container === 'string') return container.includes(textOf(item));
  if (container instanceof Map) return container.has(textOf(item));
  return itemsOf(container)?.some((each) => equal(each, item)) ?? new Unknown('contains');
}

function negated(value: JinjaValue): JinjaValue {
  const truth = truthOf(value);
  return truth === undefined ? value : !truth;
}

function added(left: JinjaValue, right: JinjaValue): JinjaValue {
  if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  return textOf(left) + textOf(right);
}

const numeric =
  (compute: (left: number, right: number) => number): Operator =>
  (left, right) =>
    typeof left === 'number' && typeof right === 'number' ? compute(left, right) : new Unknown('number');

const compared =
  (holds: (order: number) => boolean): Operator =>
  (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
    const [a, b] = [textOf(left), textOf(right)];
    return holds(a < b ? -1 : a > b ? 1 : 0);
  };

const OPERATORS: Readonly<Record<string, Operator>> = {
  '==': equal,
  '!=': (left, right) => !equal(left, right),
  '<': compared((order) => order < 0),
  '>': compared((order) => order > 0),
  '<=': compared((order) => order <= 0),
  '>=': compared((order) => order >= 0),
  '+': added,
  '-': (left, right) =>
    left === undefined && typeof right === 'number' ? -right : numeric((a, b) => a - b)(left, right),
  '*': numeric((left, right) => left * right),
  '/': numeric((left, right) => left / right),
  '//': numeric((left, right) => Math.floor(left / right)),
  '%': (left, right) =>
    typeof left === 'string' ? left.replace(/%s/, textOf(right)) : numeric((a, b) => a % b)(left, right),
  '**': numeric((left, right) => left ** right),
  in: (left, right) => contains(right, left),
  'not in': (left, right) => negated(contains(right, left)),
};

/** `and`, `or`: one side that settles the answer is enough. */
function junction(operator: string, left: JinjaValue, right: JinjaValue): JinjaValue {
  const [first, second] = [truthOf(left), truthOf(right)];
  const settles = operator === 'or';
  if (first === settles) return left;
  if (second === settles) return right;
  return first === undefined ? left : right;
}

/** The value of an operator; what is not known stays so, but in texts it is a hole. */
export function evaluateOperator(operator: string, left: JinjaValue, right: JinjaValue): JinjaValue {
  if (operator === 'not') return negated(right);
  if (operator === 'and' || operator === 'or') return junction(operator, left, right);
  if (operator === '~') return textOf(left ?? '') + textOf(right ?? '');
  if (operator === '+' && (typeof left === 'string' || typeof right === 'string')) return added(left, right);
  if (left instanceof Unknown) return left;
  if (right instanceof Unknown) return right;
  return Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator]?.(left, right) : new Unknown(operator);
}

const TESTS: Readonly<Record<string, (value: JinjaValue) => boolean>> = {
  defined: (value) => value !== undefined,
  undefined: (value) => value === undefined,
  none: (value) => value === null || value === undefined,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  true: (value) => value === true,
  false: (value) => value === false,
  mapping: (value) => value instanceof Map,
  iterable: (value) => Array.isArray(value) || value instanceof Map || typeof value === 'string',
  sequence: (value) => Array.isArray(value) || typeof value === 'string',
  callable: (value) => typeof value === 'function',
  odd: (value) => typeof value === 'number' && value % 2 !== 0,
  even: (value) => typeof value === 'number' && value % 2 === 0,
};

/** `x is defined` and its like. */
export function evaluateTest(value: JinjaValue, test: string, negate: boolean): JinjaValue {
  if (value instanceof Unknown && test !== 'defined' && test !== 'undefined') return value;
  const holds = Object.hasOwn(TESTS, test) ? TESTS[test]?.(value) : undefined;
  if (holds === undefined) return new Unknown(test);
  return holds !== negate;
}
