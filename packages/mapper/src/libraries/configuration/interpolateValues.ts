import type { Machine } from '../../interpreter/machine.js';
import { spell } from '../../values/text.js';
import { concatenate } from '../../values/texts.js';
import { constant, joinAll, type Value } from '../../values/value.js';
import { fieldAt } from '../orchestrators/fieldAt.js';
import { environmentValue, hole } from './environmentValue.js';

const REFERENCE = /\$\{([^${}]*)\}/g;
const WHOLE = /^\$\{([^${}]*)\}$/;
const MAXIMUM_DEPTH = 10;

function keysOf(path: string): string[] {
  return path
    .replace(/\[(\w+)\]/g, '.$1')
    .split('.')
    .filter((part) => part !== '');
}

/** `${a.b}`, `${.sibling}`, `${oc.env:NAME,default}`, `${now:…}`. */
class Interpolation {
  constructor(
    private readonly root: Value,
    private readonly machine: Machine,
  ) {}

  fill(value: Value, at: readonly string[], depth: number): Value {
    if (depth > MAXIMUM_DEPTH * 2) return value;
    if (value.items) {
      return {
        ...value,
        items: value.items.map((item, index) => this.fill(item, [...at, String(index)], depth + 1)),
      };
    }
    if (value.fields) {
      const fields = [...value.fields].map(
        ([key, field]) => [key, this.fill(field, [...at, key], depth + 1)] as const,
      );
      return { ...value, fields: new Map(fields) };
    }
    return value.texts?.some((text) => typeof text.value === 'string' && /\$\{|^\?\?\?$/.test(text.value))
      ? joinAll(value.texts.map((text) => this.text(spell(text.value), at, depth)))
      : value;
  }

  private text(text: string, at: readonly string[], depth: number): Value {
    if (text === '???') return hole(at.at(-1) ?? 'value', 'setting');
    if (depth > MAXIMUM_DEPTH) return constant(text);
    const whole = WHOLE.exec(text)?.[1];
    if (whole !== undefined) return this.reference(whole, at, depth);
    const parts: Value[] = [];
    let from = 0;
    for (const match of text.matchAll(REFERENCE)) {
      parts.push(constant(text.slice(from, match.index)), this.reference(match[1] ?? '', at, depth));
      from = match.index + match[0].length;
    }
    return from === 0 ? constant(text) : concatenate([...parts, constant(text.slice(from))]);
  }

  private reference(reference: string, at: readonly string[], depth: number): Value {
    const [, resolver, argument = ''] = /^\s*([\w.]+)\s*:(.*)$/s.exec(reference) ?? [];
    if (resolver !== undefined) return this.resolved(resolver, argument.trim());
    const up = /^\.+/.exec(reference.trim())?.[0].length ?? 0;
    const base = up === 0 ? [] : at.slice(0, Math.max(0, at.length - up));
    const keys = [...base, ...keysOf(reference.trim().slice(up))];
    const found = fieldAt(this.root, keys);
    return found ? this.fill(found, keys, depth + 1) : hole(keys.at(-1) ?? 'value', 'setting');
  }

  private resolved(resolver: string, argument: string): Value {
    const [name = '', ...fallback] = argument.split(',');
    if (resolver === 'oc.env' || resolver === 'env') {
      const given = fallback
        .join(',')
        .trim()
        .replace(/^['"]|['"]$/g, '');
      return environmentValue(this.machine, name.trim(), fallback.length > 0 ? constant(given) : undefined);
    }
    if (resolver === 'hydra' && /^runtime\.cwd|^job\.dir/.test(argument)) return constant('.');
    return hole(resolver === 'now' ? 'now' : (keysOf(argument).at(-1) ?? resolver), 'setting');
  }
}

/** A configuration whose references to its own entries and to the environment are filled. */
export function interpolateValues(root: Value, machine: Machine): Value {
  return new Interpolation(root, machine).fill(root, [], 0);
}
