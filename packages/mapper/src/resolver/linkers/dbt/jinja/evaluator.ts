import { ExpressionEvaluator, type Scope } from './expressionEvaluator.js';
import { type JinjaNode, nodeAt, nodesAt, textAt } from './jinjaNode.js';
import {
  type CallArguments,
  itemsOf,
  type JinjaFunction,
  type JinjaValue,
  textOf,
  truthOf,
  Unknown,
} from './jinjaValue.js';
import { lastMark } from './rewriteTags.js';

const MAXIMUM_DEPTH = 60;
const MAXIMUM_ITEMS = 2_000;

/** A macro's `return(…)`: leaves the macro with a value. */
export class Returned {
  constructor(readonly value: JinjaValue) {}
}

class LoopExit {
  constructor(readonly goesOn: boolean) {}
}

/** Runs a template as far as its values are known: both branches of an unknown condition, unknown lists once. */
export class Evaluator extends ExpressionEvaluator {
  private depth = 0;

  render(body: readonly JinjaNode[], scopes: readonly Scope[]): string {
    return body.map((node) => this.statement(node, scopes)).join('');
  }

  private statement(node: JinjaNode, scopes: readonly Scope[]): string {
    if (!this.spend()) return '';
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
