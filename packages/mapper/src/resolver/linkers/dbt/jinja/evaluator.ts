import { FILTERS } from './filters.js';
import { isNode, type JinjaNode, nodeAt, nodesAt, textAt } from './jinjaNode.js';
import {
  type CallArguments,
  itemsOf,
  type JinjaFunction,
  type JinjaValue,
  textOf,
  truthOf,
  Unknown,
} from './jinjaValue.js';
import { memberOf } from './methods.js';
import { evaluateOperator, evaluateTest } from './operators.js';
import { isMark, lastMark } from './rewriteTags.js';

/** More steps than any real template takes. */
const MAXIMUM_STEPS = 150_000;
const MAXIMUM_DEPTH = 60;
const MAXIMUM_ITEMS = 2_000;

/** A macro's `return(…)`: leaves the macro with a value. */
export class Returned {
  constructor(readonly value: JinjaValue) {}
}

class LoopExit {
  constructor(readonly goesOn: boolean) {}
}

export type Scope = Map<string, JinjaValue>;

/** Runs a template as far as its values are known: both branches of an unknown condition, unknown lists once. */
export class Evaluator {
  /** The line of the template that runs. */
  line = 1;
  private steps = 0;
  private depth = 0;

  constructor(
    /** What a name means that no scope knows. */
    private readonly globalName: (name: string) => JinjaValue,
    /** What calling something unknown gives. */
    private readonly unknownCall: (name: string, given: CallArguments) => JinjaValue,
  ) {}

  render(body: readonly JinjaNode[], scopes: readonly Scope[]): string {
    return body.map((node) => this.statement(node, scopes)).join('');
  }

  private statement(node: JinjaNode, scopes: readonly Scope[]): string {
    this.steps += 1;
    if (this.steps > MAXIMUM_STEPS) return '';
    switch (node.type) {
      case 'If':
        return this.branch(node, scopes);
      case 'For':
        return this.loop(node, scopes);
      case 'Set':
        return this.set(node, scopes);
      case 'Macro':
        scopes.at(-1)?.set(textAt(nodeAt(node, 'name'), 'value'), this.macro(node, scopes));
        return '';
      case 'CallStatement':
        return this.callBlock(node, scopes);
      case 'FilterStatement':
        return textOf(
          this.filtered(this.render(nodesAt(node, 'body'), scopes), nodeAt(node, 'filter'), scopes),
        );
      case 'Comment':
        return '';
      case 'Break':
      case 'Continue':
        throw new LoopExit(node.type === 'Continue');
      default:
        return this.output(node, scopes);
    }
  }

  private output(node: JinjaNode, scopes: readonly Scope[]): string {
    const value = this.evaluate(node, scopes);
    const text = value === null ? '' : textOf(value);
    if (node.type === 'StringLiteral') this.line = lastMark(text) ?? this.line;
    return text;
  }

  private branch(node: JinjaNode, scopes: readonly Scope[]): string {
    const test = nodeAt(node, 'test');
    const truth = test ? truthOf(this.evaluate(test, scopes)) : undefined;
    const chosen = truth === false ? '' : this.render(nodesAt(node, 'body'), scopes);
    return truth === true ? chosen : chosen + this.render(nodesAt(node, 'alternate'), scopes);
  }

  private loop(node: JinjaNode, scopes: readonly Scope[]): string {
    const over = nodeAt(node, 'iterable');
    const select = over?.type === 'SelectExpression';
    const source = select && over ? nodeAt(over, 'lhs') : over;
    const value = source ? this.evaluate(source, scopes) : undefined;
    const variable = nodeAt(node, 'loopvar');
    const items = itemsOf(value)?.slice(0, MAXIMUM_ITEMS) ?? [
      new Unknown(textAt(variable, 'value') || 'item'),
    ];
    const test = select && over ? nodeAt(over, 'test') : undefined;
    const kept = items.filter((item) => {
      if (!test) return true;
      const scope: Scope = new Map();
      bind(variable, item, scope);
      return truthOf(this.evaluate(test, [...scopes, scope])) !== false;
    });
    if (kept.length === 0) return this.render(nodesAt(node, 'defaultBlock'), scopes);
    return this.iterate(node, variable, kept, scopes);
  }

  private iterate(
    node: JinjaNode,
    variable: JinjaNode | undefined,
    items: readonly JinjaValue[],
    scopes: readonly Scope[],
  ): string {
    const parts: string[] = [];
    const started = this.line;
    for (const [index, item] of items.entries()) {
      const scope: Scope = new Map([['loop', loopState(items, index)]]);
      bind(variable, item, scope);
      this.line = started;
      try {
        parts.push(this.render(nodesAt(node, 'body'), [...scopes, scope]));
      } catch (exit) {
        if (!(exit instanceof LoopExit)) throw exit;
        if (!exit.goesOn) break;
      }
    }
    return parts.join('');
  }

  private set(node: JinjaNode, scopes: readonly Scope[]): string {
    const target = nodeAt(node, 'assignee');
    const given = nodeAt(node, 'value');
    const value = given ? this.evaluate(given, scopes) : this.render(nodesAt(node, 'body'), scopes);
    if (target?.type === 'MemberExpression') {
      const object = nodeAt(target, 'object');
      const holder = object && this.evaluate(object, scopes);
      if (holder instanceof Map) holder.set(textAt(nodeAt(target, 'property'), 'value'), value);
    } else bind(target, value, scopes.at(-1) ?? new Map());
    return '';
  }

  /** A macro of the template, as something that can be called. */
  macro(node: JinjaNode, scopes: readonly Scope[]): JinjaFunction {
    return (given) => this.enter(() => this.runMacro(node, given, scopes));
  }

  private enter(run: () => JinjaValue): JinjaValue {
    if (this.depth >= MAXIMUM_DEPTH) return new Unknown('recursion');
    this.depth += 1;
    const { line } = this;
    try {
      return run();
    } catch (returned) {
      if (returned instanceof Returned) return returned.value;
      throw returned;
    } finally {
      this.depth -= 1;
      this.line = line;
    }
  }

  private runMacro(node: JinjaNode, given: CallArguments, scopes: readonly Scope[]): JinjaValue {
    const scope: Scope = new Map();
    const names = nodesAt(node, 'args').map((parameter) => {
      const keyed = parameter.type === 'KeywordArgumentExpression';
      return {
        name: textAt(keyed ? nodeAt(parameter, 'key') : parameter, 'value'),
        otherwise: keyed ? nodeAt(parameter, 'value') : undefined,
      };
    });
    for (const [index, { name, otherwise }] of names.entries()) {
      const known = given.named.has(name) ? given.named.get(name) : given.positional[index];
      const missing = !given.named.has(name) && index >= given.positional.length;
      scope.set(name, missing && otherwise ? this.evaluate(otherwise, [...scopes, scope]) : known);
    }
    const declared = new Set(names.map(({ name }) => name));
    scope.set('varargs', given.positional.slice(names.length));
    scope.set('kwargs', new Map([...given.named].filter(([name]) => !declared.has(name))));
    if (given.caller) scope.set('caller', given.caller);
    return this.render(nodesAt(node, 'body'), [...scopes, scope]);
  }

  private callBlock(node: JinjaNode, scopes: readonly Scope[]): string {
    const call = nodeAt(node, 'call');
    if (!call) return '';
    const parameters = node.callerArgs === null ? [] : nodesAt(node, 'callerArgs');
    const body: JinjaNode = { type: 'Macro', args: parameters, body: node.body };
    const given = { ...this.arguments(call, scopes), caller: this.macro(body, scopes) };
    return textOf(this.invoke(call, given, scopes) ?? '');
  }

  private arguments(call: JinjaNode, scopes: readonly Scope[]): CallArguments {
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

  private invoke(call: JinjaNode, given: CallArguments, scopes: readonly Scope[]): JinjaValue {
    const callee = nodeAt(call, 'callee');
    if (!callee) return undefined;
    const value = this.evaluate(callee, scopes);
    if (typeof value === 'function') return value(given);
    return this.unknownCall(dotted(callee), given);
  }

  private filtered(value: JinjaValue, filter: JinjaNode | undefined, scopes: readonly Scope[]): JinjaValue {
    const name = textAt(filter?.type === 'CallExpression' ? nodeAt(filter, 'callee') : filter, 'value');
    const given: CallArguments =
      filter?.type === 'CallExpression'
        ? this.arguments(filter, scopes)
        : { positional: [], named: new Map() };
    if (value instanceof Unknown) return value;
    return Object.hasOwn(FILTERS, name) ? FILTERS[name]?.(value, given) : value;
  }

  evaluate(node: JinjaNode, scopes: readonly Scope[]): JinjaValue {
    this.steps += 1;
    if (this.steps > MAXIMUM_STEPS) return new Unknown('limit');
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

function bind(target: JinjaNode | undefined, value: JinjaValue, scope: Scope): void {
  if (target?.type === 'Identifier') scope.set(textAt(target, 'value'), value);
  else if (target?.type === 'TupleLiteral') {
    const items = itemsOf(value);
    for (const [index, each] of nodesAt(target, 'value').entries())
      bind(each, items ? items[index] : new Unknown(textAt(each, 'value')), scope);
  }
}

function loopState(items: readonly JinjaValue[], index: number): JinjaValue {
  return new Map<string, JinjaValue>([
    ['index', index + 1],
    ['index0', index],
    ['first', index === 0],
    ['last', index === items.length - 1],
    ['length', items.length],
    ['revindex', items.length - index],
    ['previtem', items[index - 1]],
    ['nextitem', items[index + 1]],
  ]);
}
