import type { ConfigValue } from '../../../facts/configValue.js';
import type { Term } from '../../../facts/termOf.js';
import { fieldsOf, listOf } from './configValues.js';
import { termFunctions } from './termFunctions.js';

const MAXIMUM_DEPTH = 24;
const MAXIMUM_ITEMS = 32;

/** Names of an expression beside those of its module: `each`, and variables of loops. */
export type LocalNames = ReadonlyMap<string, ConfigValue>;

/** What an expression asks of its module. */
interface ModuleNames {
  /** The value of a dotted name; undefined when nothing in the repository gives it. */
  resolve(path: readonly string[]): ConfigValue | undefined;
  /** Text of a file of the repository. */
  textOf(path: string): string | undefined;
}

function hole(name: string): string {
  return `{${name}}`;
}

function spelled(value: ConfigValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Evaluates terms of one module; what has no value becomes a hole with its name. */
export class Evaluator {
  private depth = 0;

  constructor(
    private readonly module: ModuleNames,
    private readonly locals: LocalNames = new Map(),
  ) {}

  within(locals: LocalNames): Evaluator {
    const inner = new Evaluator(this.module, new Map([...this.locals, ...locals]));
    inner.depth = this.depth;
    return inner;
  }

  evaluate(term: Term): ConfigValue {
    if (term === null || typeof term !== 'object') return term;
    if (this.depth > MAXIMUM_DEPTH) return hole('value');
    this.depth += 1;
    const value = Array.isArray(term) ? this.list(term) : this.form(term);
    this.depth -= 1;
    return value;
  }

  /** Items of a list; loops among them stand for several. */
  private list(terms: readonly Term[]): ConfigValue[] {
    return terms.flatMap((term) => {
      const value = this.evaluate(term);
      return fieldsOf(term).$ === 'loop' && Array.isArray(value) ? value : [value];
    });
  }

  private form(term: { [key: string]: ConfigValue }): ConfigValue {
    switch (term.$) {
      case 'text':
        return listOf(term.parts)
          .map((part) => spelled(this.evaluate(part)))
          .join('');
      case 'reference':
        return this.reference(listOf(term.path));
      case 'call':
        return this.call(String(term.name), listOf(term.args));
      case 'choice':
        return this.choice(term);
      case 'comparison':
        return this.comparison(term);
      case 'loop':
        return this.loop(term);
      case 'object':
        return this.object(term);
      default:
        return hole(typeof term.name === 'string' ? term.name : 'value');
    }
  }

  private object(term: { [key: string]: ConfigValue }): ConfigValue {
    const entries = listOf(term.entries).flatMap((entry): [string, ConfigValue][] => {
      const [key, value] = listOf(entry);
      return key === undefined ? [] : [[spelled(this.evaluate(key)), this.evaluate(value ?? null)]];
    });
    return Object.fromEntries(entries);
  }

  private call(name: string, args: readonly Term[]): ConfigValue {
    if (/^(file|templatefile|loadTextContent)$/.test(name)) return this.file(args);
    const apply = Object.hasOwn(termFunctions, name) ? termFunctions[name] : undefined;
    return apply?.(args.map((each) => this.evaluate(each))) ?? hole(name);
  }

  /** Text of a file of the repository, its `${name}` filled. */
  private file([path, values]: readonly Term[]): ConfigValue {
    const written = spelled(this.evaluate(path ?? null));
    const text = this.module.textOf(written);
    if (text === undefined) return hole(written.split('/').at(-1) ?? 'file');
    const given = fieldsOf(values === undefined ? null : this.evaluate(values));
    return text.replace(/\$\{\s*(\w+)\s*\}/g, (all, name: string) =>
      given[name] === undefined ? all : spelled(given[name]),
    );
  }

  private choice(term: { [key: string]: ConfigValue }): ConfigValue {
    const condition = this.evaluate(term.condition ?? null);
    if (condition === false) return this.evaluate(term.no ?? null);
    return this.evaluate(term.yes ?? null);
  }

  private comparison(term: { [key: string]: ConfigValue }): ConfigValue {
    const [left, right] = [this.evaluate(term.left ?? null), this.evaluate(term.right ?? null)];
    const unknown = [left, right].some((each) => typeof each === 'string' && /\{[^{}]*\}/.test(each));
    if (unknown) return hole('condition');
    if (term.operator === '==') return left === right;
    if (term.operator === '!=') return left !== right;
    if (term.operator === '??') return left ?? right;
    return hole('value');
  }

  private loop(term: { [key: string]: ConfigValue }): ConfigValue {
    const over = this.evaluate(term.over ?? null);
    const [key, value] = [String(term.key ?? ''), String(term.value ?? '')];
    const entries: [ConfigValue, ConfigValue][] = Array.isArray(over)
      ? over.map((each, index) => [key.endsWith('.key') ? each : index, each])
      : Object.entries(fieldsOf(over));
    const results = entries.slice(0, MAXIMUM_ITEMS).map(([name, item]): [ConfigValue, ConfigValue] => {
      const inner = this.within(bound(key, value, name, item));
      return [
        term.keyResult === null ? null : inner.evaluate(term.keyResult ?? null),
        inner.evaluate(term.result ?? null),
      ];
    });
    if (term.keyResult === null || term.keyResult === undefined) return results.map(([, result]) => result);
    return Object.fromEntries(results.map(([name, result]) => [spelled(name), result]));
  }

  private reference(path: readonly Term[]): ConfigValue {
    const [head, ...rest] = path.map((part) => (typeof part === 'string' ? part : this.evaluate(part)));
    const local = this.locals.get(String(head));
    const value =
      local === undefined
        ? this.module.resolve(
            path.map((part) => spelled(typeof part === 'string' ? part : this.evaluate(part))),
          )
        : descend(local, rest);
    if (value !== undefined) return value;
    const last = path.findLast(
      (part): part is string => typeof part === 'string' && !/^(id|name|arn|value)$/.test(part),
    );
    return hole(last ?? 'value');
  }
}

/** `x.key` and `x.value` of a dynamic block, or plain names. */
function bound(key: string, value: string, name: ConfigValue, item: ConfigValue): LocalNames {
  const dynamic = /^(.*)\.key$/.exec(key)?.[1];
  if (dynamic !== undefined) return new Map([[dynamic, { key: name, value: item }]]);
  return new Map([...(key === '' ? [] : [[key, name] as const]), [value, item]]);
}

/** What a path takes out of a value. */
export function descend(value: ConfigValue, path: readonly ConfigValue[]): ConfigValue | undefined {
  return path.reduce<ConfigValue | undefined>((inner, key) => {
    if (inner === undefined) return undefined;
    if (Array.isArray(inner))
      return typeof key === 'number' || /^\d+$/.test(String(key))
        ? inner[Number(key)]
        : descend(inner[0] ?? null, [key]);
    return fieldsOf(inner)[String(key)];
  }, value);
}
