import type { Machine } from '../../../interpreter/machine.js';
import { stringOf } from '../../../values/texts.js';
import { constant, type Value } from '../../../values/value.js';
import { hole, inferred, spelled } from '../jvmValues.js';

export const ROOTS = [
  '',
  'src/main/resources/',
  'conf/',
  'config/',
  'app/src/main/resources/',
  'core/src/main/resources/',
];

const FILES = [
  'application.conf',
  'application.yml',
  'application.yaml',
  'application.properties',
  'reference.conf',
  'config.properties',
  'bootstrap.yml',
];

const REFERENCE = /\$\{([^:}]+)(?::([^}]*))?\}/g;

const MAXIMUM_DEPTH = 4;

/** Every file of settings that a JVM program finds on its class path, beside its own sources first. */
function settingsFiles(machine: Machine): Value[] {
  const module = /^(.*?)src\/(?:main|test)\//.exec(machine.path)?.[1] ?? '';
  const roots = module === '' ? ROOTS : [`${module}src/main/resources/`, ...ROOTS];
  return roots.flatMap((root) => FILES.flatMap((file) => machine.config(`${root}${file}`) ?? []));
}

/** The value at a dotted path, whether the file nests its keys or writes them out. */
export function at(value: Value, path: string): Value | undefined {
  const written = value.fields?.get(path);
  if (written) return written;
  const parts = path.split('.');
  for (let cut = parts.length - 1; cut > 0; cut -= 1) {
    const inner = value.fields?.get(parts.slice(0, cut).join('.'));
    const found = inner ? at(inner, parts.slice(cut).join('.')) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** What a reference in a setting stands for: a variable, another setting, or its default. */
function referenced(
  machine: Machine,
  name: string,
  fallback: string | undefined,
  depth: number,
): string | undefined {
  const given = machine.environment(name);
  if (given !== undefined) return given;
  const other = settingsFiles(machine).flatMap((file) => at(file, name) ?? [])[0];
  const known = other && depth < MAXIMUM_DEPTH ? resolved(machine, other, depth + 1) : undefined;
  return known?.texts?.every((text) => text.confidence !== 'possible') ? spelled(known) : fallback;
}

/** A setting with what its references stand for; one that nothing gives stays as a hole. */
export function resolved(machine: Machine, value: Value, depth = 0): Value {
  const text = stringOf(value);
  if (text === undefined || !text.includes('${')) return inferred(value);
  let missing: string | undefined;
  const filled = text.replace(REFERENCE, (_all, name: string, fallback: string | undefined) => {
    const known = referenced(machine, name, fallback, depth);
    if (known === undefined) missing = name;
    return known ?? `{${name}}`;
  });
  if (missing === undefined) return constant(filled, 'inferred');
  return {
    ...constant(filled, 'possible'),
    why: `setting ${missing} has no value in the repository`,
    hint: missing,
  };
}

/** The value of a setting by its key; its default, else its name as a hole. */
export function setting(machine: Machine, key: string, fallback: Value | undefined): Value {
  const given = machine.environment(key) ?? machine.environment(key.toUpperCase().replace(/[.-]/g, '_'));
  if (given !== undefined) return constant(given, 'inferred');
  const found = settingsFiles(machine).flatMap((file) => at(file, key) ?? at(file, camel(key)) ?? [])[0];
  if (found) return resolved(machine, found);
  const usable = fallback?.texts?.some((text) => text.value !== null);
  if (fallback && usable) return inferred(fallback);
  return hole(key, `setting ${key} has no value in the repository`);
}

function camel(key: string): string {
  return key.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
