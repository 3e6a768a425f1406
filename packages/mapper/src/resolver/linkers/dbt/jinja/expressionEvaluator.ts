import { FILTERS } from './filters.js';
import { isNode, type JinjaNode, nodeAt, nodesAt, textAt } from './jinjaNode.js';
import { type CallArguments, itemsOf, type JinjaValue, textOf, truthOf, Unknown } from './jinjaValue.js';
import { memberOf } from './methods.js';
import { evaluateOperator, evaluateTest } from './operators.js';
import { isMark, lastMark } from './rewriteTags.js';

/** More steps than any real template takes. */
const MAXIMUM_STEPS = 150_000;

/** Names of one block, macro or loop. */
export type Scope = Map<string, JinjaValue>;

/** Evaluates expressions of a template as far as their values are known. */
export class ExpressionEvaluator {
  /** The line of the template that runs. */
  line = 1;
  private steps = 0;

  constructor(
    /** What a name means that no scope knows. */
    private readonly globalName: (name: string) => JinjaValue,
    /** What calling something unknown gives. */
    private readonly unknownCall: (name: string, given: CallArguments) => JinjaValue,
  ) {}

  /** Counts one step of work; false when there were too many. */
  protected spend(): boolean {
    this.steps += 1;
    return this.steps <= MAXIMUM_STEPS;
  }

  protected arguments(call: JinjaNode, scopes: readonly Scope[]): CallArguments {
    const positional: JinjaValue[] = [];
    const named = new Map<string, JinjaValue>();
    for (const each of nodesAt(call, 'args')) {
      const mark = textAt(each, 'value');
      if (isMark(mark)) {
        this.line = lastMark(mark) ?? this.line;
        continue;
      }
      const value = nodeAt(each, 'value') ?? nodeAt(each, 'argument');
      const inner = value && this.evaluate(value, scopes);
      if (each.type === 'KeywordArgumentExpression') named.set(textAt(nodeAt(each, 'key'), 'value'), inner);
      else if (each.type === 'SpreadExpression') positional.push(...(itemsOf(inner) ?? []));
      else if (each.type === 'KeywordSpreadExpression')
        for (const [key, item] of inner instanceof Map ? inner : []) named.set(key, item);
      else positional.push(this.evaluate(each, scopes));
    }
    return { positional, named };
  }

  protected invoke(call: JinjaNode, given: CallArguments, scopes: readonly Scope[]): JinjaValue {
    const callee = nodeAt(call, 'callee');
    if (!callee) return undefined;
    const value = this.evaluate(callee, scopes);
    if (typeof value === 'function') return value(given);
    return this.unknownCall(dotted(callee), given);
  }

  protected filtered(value: JinjaValue, filter: JinjaNode | undefined, scopes: readonly Scope[]): JinjaValue {
    const name = textAt(filter?.type === 'CallExpression' ? nodeAt(filter, 'callee') : filter, 'value');
    const given: CallArguments =
      filter?.type === 'CallExpression'
        ? this.arguments(filter, scopes)
        : { positional: [], named: new Map() };
    if (value instanceof Unknown) return value;
    return Object.hasOwn(FILTERS, name) ? FILTERS[name]?.(value, given) : value;
  }

  evaluate(node: JinjaNode, scopes: readonly Scope[]): JinjaValue {
    if (!this.spend()) return new Unknown('limit');
    const child = (key: string): JinjaValue => {
      const inner = nodeAt(node, key);
      return inner && this.evaluate(inner, scopes);
    };
    switch (node.type) {
      case 'StringLiteral':
      case 'IntegerLiteral':
      case 'FloatLiteral':
        return typeof node.value === 'string' || typeof node.value === 'number' ? node.value : undefined;
      case 'ArrayLiteral':
      case 'TupleLiteral':
        return nodesAt(node, 'value').map((item) => this.evaluate(item, scopes));
      case 'ObjectLiteral':
        return this.dict(node, scopes);
      case 'Identifier':
        return this.name(textAt(node, 'value'), scopes);
      case 'MemberExpression':
        return this.member(node, scopes);
      case 'CallExpression':
        return this.invoke(node, this.arguments(node, scopes), scopes);
      case 'FilterExpression':
        return this.filtered(child('operand'), nodeAt(node, 'filter'), scopes);
      case 'TestExpression':
        return evaluateTest(child('operand'), textAt(nodeAt(node, 'test'), 'value'), node.negate === true);
      case 'UnaryExpression':
      case 'BinaryExpression':
        return evaluateOperator(
          operatorOf(node),
          child('left'),
          child(node.type === 'UnaryExpression' ? 'argument' : 'right'),
        );
      case 'Ternary':
        return this.ternary(node, scopes);
      case 'SelectExpression':
        return truthOf(child('test')) === false ? undefined : child('lhs');
      default:
        return undefined;
    }
  }

  private ternary(node: JinjaNode, scopes: readonly Scope[]): JinjaValue {
    const condition = nodeAt(node, 'condition');
    const truth = condition && truthOf(this.evaluate(condition, scopes));
    const chosen = nodeAt(node, truth === false ? 'falseExpr' : 'trueExpr');
    return chosen && this.evaluate(chosen, scopes);
  }

  private dict(node: JinjaNode, scopes: readonly Scope[]): JinjaValue {
    const result = new Map<string, JinjaValue>();
    for (const [key, value] of node.value instanceof Map ? node.value : []) {
      if (isNode(key) && isNode(value))
        result.set(textOf(this.evaluate(key, scopes)), this.evaluate(value, scopes));
    }
    return result;
  }

  private name(name: string, scopes: readonly Scope[]): JinjaValue {
    if (/^(true|false)$/i.test(name)) return /^true$/i.test(name);
    if (/^none$/i.test(name)) return null;
    for (let index = scopes.length - 1; index >= 0; index -= 1) {
      if (scopes[index]?.has(name)) return scopes[index]?.get(name);
    }
    return this.globalName(name);
  }

  private member(node: JinjaNode, scopes: readonly Scope[]): JinjaValue {
    const object = nodeAt(node, 'object');
    const property = nodeAt(node, 'property');
    if (!object || !property) return undefined;
    const value = this.evaluate(object, scopes);
    if (node.computed !== true) return memberOf(value, textAt(property, 'value'));
    if (property.type === 'SliceExpression') return this.slice(value, property, scopes);
    const key = this.evaluate(property, scopes);
    if (key instanceof Unknown || value instanceof Unknown) return new Unknown('item');
    if (typeof key !== 'number') return memberOf(value, textOf(key));
    return Array.isArray(value)
      ? value.at(key)
      : typeof value === 'string'
        ? value.at(key)
        : memberOf(value, textOf(key));
  }

  private slice(value: JinjaValue, node: JinjaNode, scopes: readonly Scope[]): JinjaValue {
    const bound = (key: string): number | undefined => {
      const inner = nodeAt(node, key);
      const found = inner && this.evaluate(inner, scopes);
      return typeof found === 'number' ? found : undefined;
    };
    if (!Array.isArray(value) && typeof value !== 'string') return value;
    return value.slice(bound('start') ?? 0, bound('stop'));
  }
}

function operatorOf(node: JinjaNode): string {
  return isNode(node.operator) ? textAt(node.operator, 'value') : '';
}

function dotted(node: JinjaNode): string {
  if (node.type !== 'MemberExpression') return textAt(node, 'value');
  const [object, property] = [nodeAt(node, 'object'), nodeAt(node, 'property')];
  return `${object ? dotted(object) : ''}.${textAt(property, 'value')}`;
}
