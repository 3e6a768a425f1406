import type { Statement } from '../facts/program.js';
import { blend, joinFlows, NO_FLOW } from '../values/flow.js';
import { elementOf } from '../values/texts.js';
import { flowOf, NOTHING, type Value } from '../values/value.js';
import { itemsOfEnum } from './itemsOfEnum.js';
import type { Frame, Runtime } from './runtime.js';
import { sameValue } from './signature.js';

/** After this many rounds texts that still change are given up: each round of a loop may make a new one, without end. */
const ROUNDS_OF_TEXTS = 3;
/** After this many rounds everything that still changes is taken to hold the data of everything that does. */
const MAXIMUM_ROUNDS = 8;
const MAXIMUM_ITEMS = 64;

type Loop = Extract<Statement, { kind: 'loop' }>;

/** Names whose values a round changed. */
function changedNames(before: ReadonlyMap<string, Value>, after: ReadonlyMap<string, Value>): string[] {
  return [...after].flatMap(([name, value]) => {
    const known = before.get(name);
    return known && (known === value || sameValue(known, value)) ? [] : [name];
  });
}

function withoutTexts({ flow, references, hint }: Value, name: string): Value {
  const kept: Value = { flow, why: 'it changes in a loop', hint: hint ?? name };
  return references ? { ...kept, references } : kept;
}

/**
 * Runs the body until it changes nothing: values only grow from round to round, as each is joined with the one before.
 * Data are finitely many; texts are not, so they are widened early, and whatever changes still at last holds all data.
 */
function toFixpoint(statement: Loop, item: Value, frame: Frame, runtime: Runtime): void {
  const { scope } = frame;
  const body = (): void => {
    if (statement.target) runtime.assign(statement.target, item, frame);
    runtime.execute(statement.body, frame);
  };
  for (let round = 1; round <= MAXIMUM_ROUNDS; round += 1) {
    const before = new Map(scope.names);
    scope.branch([() => {}, body]);
    const changed = changedNames(before, scope.names);
    if (changed.length === 0) return;
    if (round >= ROUNDS_OF_TEXTS) widen(changed, before, round === MAXIMUM_ROUNDS, frame);
  }
}

function widen(
  changed: readonly string[],
  before: ReadonlyMap<string, Value>,
  last: boolean,
  { scope }: Frame,
): void {
  const values = changed.map((name) => scope.names.get(name) ?? NOTHING);
  const everything = last ? values.map((value) => blend(flowOf(value))).reduce(joinFlows, NO_FLOW) : NO_FLOW;
  for (const [index, name] of changed.entries()) {
    const value = values[index];
    if (!value || !before.has(name)) continue;
    const wider = value.texts || value.items || value.fields ? withoutTexts(value, name) : value;
    scope.set(name, { ...wider, flow: joinFlows(joinFlows(value.flow, flowOf(value)), everything) });
  }
}

/** A loop over known items runs once for each of them; one over anything else runs until it changes nothing any more. */
export function executeLoop(statement: Loop, frame: Frame, runtime: Runtime): void {
  const given = statement.over ? runtime.evaluate(statement.over, frame) : NOTHING;
  const over = itemsOfEnum(given) ?? given;
  runtime.uncertain += 1;
  if (over.items && over.items.length > 0) {
    const items = over.items.slice(0, MAXIMUM_ITEMS);
    frame.scope.branch([
      () => {},
      () => {
        for (const item of items) {
          if (statement.target) runtime.assign(statement.target, item, frame);
          runtime.execute(statement.body, frame);
        }
      },
    ]);
  } else toFixpoint(statement, elementOf(over), frame, runtime);
  runtime.uncertain -= 1;
}
