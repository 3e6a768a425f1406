import type { Access, Call, Machine } from '../../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../../values/flow.js';
import { spell, type Text } from '../../../values/text.js';
import { constant, NOTHING, type Value } from '../../../values/value.js';
import { modelsOf, saveModels } from '../../learning/trainedModels.js';
import { fieldAt } from '../fieldAt.js';
import { type KedroEntry, kedroEntry } from './catalogueEntry.js';

/** Under this name a linker keeps the merged catalogue and parameters of the repository. */
export const KEDRO_CATALOGUE = 'kedro.catalogue';
export const KEDRO_PARAMETERS = 'kedro.parameters';

/** `{namespace}.{name}` of a factory as a pattern with the names of its parts. */
function factory(pattern: string): RegExp {
  const source = pattern.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>.+)');
  return new RegExp(`^${source}$`);
}

function filled(value: Value, parts: Readonly<Record<string, string>>): Value {
  const fill = (text: Text): Text =>
    typeof text.value === 'string'
      ? { ...text, value: text.value.replace(/\{(\w+)\}/g, (all, name: string) => parts[name] ?? all) }
      : text;
  let result = value;
  if (value.texts) result = { ...result, texts: value.texts.map(fill) };
  if (value.fields) {
    const fields = [...value.fields].map(([key, field]) => [key, filled(field, parts)] as const);
    result = { ...result, fields: new Map(fields) };
  }
  return result;
}

/** The entry of a name: its own, else that of the most specific factory which it fits. */
function entryOf(machine: Machine, name: string): KedroEntry | undefined {
  const all = machine.config(KEDRO_CATALOGUE)?.fields;
  const own = all?.get(name);
  if (own) return kedroEntry(own) ?? { nowhere: true };
  const patterns = [...(all?.keys() ?? [])].filter((key) => key.includes('{') && !/^\{\w+\}$/.test(key));
  const specific = patterns.sort(
    (a, b) => b.replace(/\{\w+\}/g, '').length - a.replace(/\{\w+\}/g, '').length,
  );
  for (const pattern of [...specific, ...[...(all?.keys() ?? [])].filter((key) => /^\{\w+\}$/.test(key))]) {
    const match = safely(pattern)?.exec(name);
    const entry = match ? all?.get(pattern) : undefined;
    if (entry) return kedroEntry(filled(entry, match?.groups ?? {}));
  }
  return undefined;
}

function safely(pattern: string): RegExp | undefined {
  try {
    return factory(pattern);
  } catch {
    return undefined;
  }
}

/** `params:a.b`, `parameters`: values of the configuration. */
export function parameterOf(machine: Machine, name: string): Value | undefined {
  const parameters = machine.config(KEDRO_PARAMETERS);
  if (name === 'parameters') return parameters ?? NOTHING;
  if (!name.startsWith('params:')) return undefined;
  const key = name.slice('params:'.length);
  return (
    parameters?.fields?.get(key) ??
    fieldAt(parameters, key.split('.')) ?? { ...NOTHING, why: `parameter ${key} has no value`, hint: key }
  );
}

function accessOf({ kind, namespace, columns }: KedroEntry): Access {
  return {
    ...(kind ? { kind } : {}),
    ...(namespace === undefined ? {} : { namespace }),
    ...(columns ? { columns } : {}),
  };
}

/** Reads what a name of the catalogue stands for; undefined when it is kept in memory. */
export function readEntry(call: Call, machine: Machine, name: string): Flow | undefined {
  const entry = entryOf(machine, name);
  if (!entry || entry.memory) return undefined;
  if (entry.nowhere) {
    machine.unresolved(call, `entry ${name} of the catalogue says no place that is known`);
    return NO_FLOW;
  }
  if (entry.query !== undefined)
    return machine.query(
      call,
      constant(entry.query, 'exact'),
      entry.space ?? { namespace: 'sql', prefix: '' },
    );
  return machine.read(
    call,
    entry.location === undefined ? undefined : constant(holes(entry.location)),
    accessOf(entry),
  );
}

/** Writes a value to what a name stands for; a trained model is named after its file. Answers whether it is kept at all. */
export function writeEntry(
  call: Call,
  machine: Machine,
  name: string,
  value: Value | undefined,
  data: Flow,
): boolean {
  const entry = entryOf(machine, name);
  if (!entry || entry.memory || entry.location === undefined) return false;
  const location = constant(holes(entry.location));
  const models = modelsOf(value);
  if (models.length > 0) saveModels(call, machine, value, location, models);
  else machine.write(call, location, data, accessOf(entry));
  return true;
}

/** References that nothing resolves are holes. */
function holes(location: string): string {
  return location.replace(/\$\{(?:\w+:)?([\w.]+)(?:,[^}]*)?\}/g, '{$1}');
}

export function textOfName(value: Value | undefined): string[] {
  if (!value) return [];
  if (value.items) return value.items.flatMap(textOfName);
  const [only] = value.texts ?? [];
  return only?.value === null || only === undefined ? [] : [spell(only.value)];
}
