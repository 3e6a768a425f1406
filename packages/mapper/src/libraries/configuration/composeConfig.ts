import type { Machine } from '../../interpreter/machine.js';
import { spell } from '../../values/text.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { dictOf, joinAll, type Value } from '../../values/value.js';
import { interpolateValues } from './interpolateValues.js';
import { mergeValues, withEntryAt } from './mergeValues.js';

const MAXIMUM_DEPTH = 8;
const OVERRIDE = /^(\+\+|\+|~)?([\w./@:-]+)=(.*)$/s;

interface Override {
  key: string;
  /** Several for a sweep. */
  values: string[];
}

/** Words of a command line that override entries; options of Hydra itself are none. */
function overridesOf(words: readonly string[]): Override[] {
  return words.flatMap((word): Override[] => {
    const [, , key, value = ''] = OVERRIDE.exec(word) ?? [];
    if (key === undefined || word.startsWith('-') || key.startsWith('hydra')) return [];
    const listed = /^[[{(]/.test(value) ? [value] : value.split(',');
    return [{ key, values: listed.map((each) => each.trim().replace(/^(['"])(.*)\1$/s, '$2')) }];
  });
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Composes a configuration from the files of a folder, as Hydra does. */
class Composer {
  private readonly groups: ReadonlyMap<string, readonly string[]>;

  constructor(
    private readonly machine: Machine,
    private readonly folder: string,
    private readonly overrides: readonly Override[],
  ) {
    this.groups = new Map(overrides.map(({ key, values }) => [key.replace(/@.*$/, ''), values]));
  }

  private file(name: string): Value | undefined {
    const path = joined(this.folder, name.replace(/\.ya?ml$/, ''));
    return this.machine.config(`${path}.yaml`) ?? this.machine.config(`${path}.yml`);
  }

  /** One file with the files that its list of defaults names below it. */
  load(name: string, group: string, depth: number): Value | undefined {
    const own = this.file(joined(group, name));
    if (!own?.fields || depth > MAXIMUM_DEPTH) return own;
    const rest = dictOf(new Map([...own.fields].filter(([key]) => key !== 'defaults')));
    let result: Value = dictOf(new Map());
    let merged = false;
    for (const each of own.fields.get('defaults')?.items ?? []) {
      if (stringOf(each) === '_self_') {
        result = mergeValues(result, rest);
        merged = true;
      } else result = this.include(result, each, group, depth);
    }
    return merged ? result : mergeValues(result, rest);
  }

  private include(given: Value, entry: Value, group: string, depth: number): Value {
    let result = given;
    const plain = stringOf(entry);
    if (plain !== undefined) {
      const found = this.load(plain.replace(/^\//, ''), plain.startsWith('/') ? '' : group, depth + 1);
      return found ? mergeValues(result, found) : result;
    }
    for (const [written, choice] of entry.fields ?? []) {
      const [, named = '', pack] = /^(?:(?:optional|override)\s+)?([^@]+)(?:@(.*))?$/.exec(written) ?? [];
      if (named.replace(/^\//, '').startsWith('hydra')) continue;
      const inner = named.startsWith('/') ? named.slice(1) : joined(group, named);
      const chosen =
        this.groups.get(inner) ??
        (choice.items ? stringsOf(choice) : (choice.texts ?? []).map((text) => spell(text.value)));
      const place = pack ?? inner.replaceAll('/', '.');
      const swept = this.groups.has(inner);
      const placed = (from: Value, name: string): Value => this.place(from, name, inner, place, depth);
      result = swept ? joinAll(chosen.map((name) => placed(result, name))) : chosen.reduce(placed, result);
    }
    return result;
  }

  private place(result: Value, name: string, group: string, place: string, depth: number): Value {
    const found = this.load(name, group, depth + 1);
    if (!found) return result;
    if (place === '_global_' || place === '') return mergeValues(result, found);
    const wrapped = withEntryAt(
      dictOf(new Map()),
      place.split('.').filter((part) => part !== '_here_'),
      found,
    );
    return mergeValues(result, wrapped);
  }

  compose(name: string): Value | undefined {
    const composed = this.load(name, '', 0);
    if (!composed) return undefined;
    let result = composed;
    for (const { key, values } of this.overrides) {
      if (this.isGroup(key)) continue;
      const texts = values.map((value) => ({ value, confidence: 'inferred' as const }));
      result = withEntryAt(result, key.split('.'), { texts, flow: composed.flow });
    }
    return interpolateValues(result, this.machine);
  }

  /** Whether the key chooses a file of a group: such a file exists. */
  private isGroup(key: string): boolean {
    const [first = ''] = this.groups.get(key) ?? [];
    return /^[\w/-]+$/.test(first) && this.file(joined(key.replaceAll('.', '/'), first)) !== undefined;
  }
}

/** The configuration `name` of a folder, with what the words of a command line choose and override. */
export function composeConfig(
  machine: Machine,
  folder: string,
  name: string,
  words: readonly string[],
): Value | undefined {
  return new Composer(machine, folder, overridesOf(words)).compose(name);
}
