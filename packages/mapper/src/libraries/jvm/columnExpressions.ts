import { type Flow, NO_FLOW, originOf, pickColumn, splitOrigin, valueOrigins } from '../../values/flow.js';
import { constant, flowOf, type Value } from '../../values/value.js';
import { entryOf, spelled } from './jvmValues.js';

/** Stands for the frame that an expression over columns is used with. */
const FRAME = -1;

/** The data of a column expression before it is known of which frame: `col("a")`. */
export function columnFlow(names: readonly string[]): Flow {
  return { columns: new Map(), rest: new Set(names.map((name) => originOf(FRAME, name))), rows: new Set() };
}

function isOpen(origin: string): boolean {
  return splitOrigin(origin).dataset === FRAME;
}

/** A set of origins with those of the frame put in place of its columns. */
function bound(origins: ReadonlySet<string>, frame: Flow): Set<string> {
  return new Set(
    [...origins].flatMap((origin) =>
      isOpen(origin) ? [...pickColumn(frame, splitOrigin(origin).column).rest] : [origin],
    ),
  );
}

/** What an expression over columns takes from a frame. */
export function overFrame(value: Value | undefined, frame: Flow): Flow {
  const flow = value ? flowOf(value) : NO_FLOW;
  return {
    columns: new Map(),
    rest: bound(valueOrigins(flow), frame),
    rows: new Set([...flow.rows].filter((each) => !isOpen(each))),
  };
}

/** The data of a value without what is left of column expressions. */
export function plainFlow(value: Value | undefined): Flow {
  const flow = value ? flowOf(value) : NO_FLOW;
  const open = [...valueOrigins(flow), ...flow.rows].some(isOpen);
  if (!open) return flow;
  const plain = (origins: ReadonlySet<string>): Set<string> =>
    new Set([...origins].filter((each) => !isOpen(each)));
  return {
    columns: new Map([...flow.columns].map(([name, origins]) => [name, plain(origins)])),
    rest: plain(flow.rest),
    rows: plain(flow.rows),
  };
}

/** The name that a column expression gives its result: its alias, else its only column. */
function outputName(value: Value): string | undefined {
  const alias = spelled(entryOf(value, '<name>'));
  if (alias !== undefined) return alias;
  const plain = spelled(value);
  if (plain !== undefined) return plain;
  const names = [...valueOrigins(value.flow)].filter(isOpen).map((origin) => splitOrigin(origin).column);
  return names.length === 1 ? names[0] : undefined;
}

/** The names of columns that a value lists: texts, or column expressions. */
export function columnsNamed(values: readonly Value[]): { name: string; value: Value }[] | undefined {
  const found: { name: string; value: Value }[] = [];
  for (const value of values.flatMap((each) => each.items ?? [each])) {
    const name = outputName(value);
    if (name === undefined || name === '*') return undefined;
    found.push({ name, value: value.texts ? { ...constant(name), flow: columnFlow([name]) } : value });
  }
  return found;
}
