import type { Call, Machine, Rule } from '../../interpreter/machine.js';
import { type Flow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { spell, type Text } from '../../values/text.js';
import { stringOf, stringsOf } from '../../values/texts.js';
import { carrying, flowOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf, storedField } from '../arguments.js';

/** The language whose programs these libraries serve. */
export const CSHARP: readonly string[] = ['csharp'];

/** Positional arguments and those named as members of the new object or as parameters. */
export function given(
  call: Call,
  position: number | undefined,
  ...names: readonly string[]
): Value | undefined {
  for (const name of names) {
    const value = call.named.get(name);
    if (value) return value;
  }
  return position === undefined ? undefined : call.args[position];
}

/** Whether the object is only declared, as a parameter that something else fills: nothing constructs it here. */
export function isDeclared(call: Call): boolean {
  return call.named.has('<declared>');
}

/** A new object of a library's type; `fields` are what methods of it ask for later. */
export function created(
  call: Call,
  machine: Machine,
  type: string,
  fields: Readonly<Record<string, Value | undefined>> = {},
  flow: Flow = NO_FLOW,
): Value {
  const { cell, value } = machine.instance(call, type, flow);
  for (const [name, field] of Object.entries(fields)) if (field) cell.fields.set(name, field);
  return value;
}

/** A constructor that keeps its arguments under names, as `SqlCommand(sql, connection)` keeps both. */
export const keeps =
  (type: string, ...names: readonly string[]): Rule =>
  (call, machine) => {
    const fields: Record<string, Value | undefined> = {};
    if (!isDeclared(call)) for (const [index, name] of names.entries()) fields[name] = call.args[index];
    for (const [name, value] of call.named) if (!name.startsWith('<')) fields[name] = value;
    return created(call, machine, type, fields);
  };

/** A method that answers its own object. */
export const self: Rule = (call) => call.receiver ?? NOTHING;

/** A function that hands on its first argument. */
export const first: Rule = (call) => call.args[0] ?? NOTHING;

const ONLY_HOLE = /^\{[^{}]*\}$/;

/** The text that a value most likely is: one that is known rather than the name of a setting. */
export function likelyText(value: Value | undefined): string | undefined {
  const all = stringsOf(value);
  return all.find((each) => !ONLY_HOLE.test(each)) ?? all[0];
}

/** Adds to the data of whatever objects a value may be, as writing into a table does. */
export function putData(value: Value | undefined, flow: Flow): void {
  for (const cell of cellsOf(value)) {
    const before = cell.fields.get('data')?.flow ?? NO_FLOW;
    cell.fields.set('data', carrying(joinFlows(before, flow)));
  }
}

/** Classes that a generic call names. */
export function typesOf(call: Call): readonly Value[] {
  return call.named.get('<types>')?.items ?? [];
}

export function typeNameOf(value: Value | undefined): string | undefined {
  for (const each of value?.references ?? []) {
    if (each.kind === 'class') return each.definition.name;
    if (each.kind === 'external') return each.name;
  }
  return undefined;
}

/** Columns that rows of a class have. */
export function columnsOf(type: Value | undefined): string[] | undefined {
  for (const each of type?.references ?? []) {
    const columns = each.kind === 'class' ? each.members.get('<columns>')?.fields : undefined;
    if (columns) return [...columns.values()].flatMap((column) => stringOf(column) ?? []);
  }
  return undefined;
}

const OUTPUT_FOLDER = /^(?:\.\.\/){3,4}(?!\.\.\/)/;

/** `../../../Data` seen from the build output `bin/Debug/net8.0` is `Data` of the project. */
function fromProject(text: Text): Text {
  const written = spell(text.value).replaceAll('\\', '/').replace(/^\.\//, '');
  const path = /^[a-z]+:\/\//i.test(written) ? written : written.replace(/\/{2,}/g, '/');
  return OUTPUT_FOLDER.test(path)
    ? {
        value: path.replace(OUTPUT_FOLDER, ''),
        confidence: text.confidence === 'exact' ? 'inferred' : text.confidence,
      }
    : { ...text, value: /^\\\\/.test(spell(text.value)) ? spell(text.value) : path };
}

/** A path as it is seen from the project, whatever folder the program runs in. */
export function pathOf(value: Value | undefined): Value | undefined {
  if (!value) return undefined;
  if (value.items) return { ...value, items: value.items.map((item) => pathOf(item) ?? item) };
  const held = storedField(value, 'location');
  if (held && !value.texts) return pathOf(held);
  return value.texts ? { ...value, texts: value.texts.map(fromProject) } : value;
}

/** All data in the arguments, and what calls put into the objects among them. */
export function dataIn(values: Iterable<Value | undefined>): Flow {
  let flow = NO_FLOW;
  for (const value of values) {
    if (!value) continue;
    flow = joinFlows(flow, flowOf(value));
    for (const cell of cellsOf(value)) flow = joinFlows(flow, cell.fields.get('data')?.flow ?? NO_FLOW);
  }
  return flow;
}
