import type { Library, Rule } from '../interpreter/machine.js';
import { elementOf } from '../values/texts.js';
import { carrying, listOf, NOTHING, type Value } from '../values/value.js';
import { each, under } from './accessRules.js';
import { argument, callFlow, storedField } from './arguments.js';

const POOLS = [
  ...[
    'multiprocessing.Pool',
    'multiprocessing.pool.ThreadPool',
    'multiprocessing.pool.Pool',
    'pathos.multiprocessing.ProcessingPool',
  ],
  ...[
    'concurrent.futures.ThreadPoolExecutor',
    'concurrent.futures.ProcessPoolExecutor',
    'dask.distributed.Client',
  ],
  'distributed.Client',
];

function itemsOf(list: Value | undefined): readonly Value[] {
  if (!list) return [];
  return list.items ?? [elementOf(list)];
}

/** `map(function, items)`: the function is called with each item. */
const mapRule: Rule = (call, machine) => {
  const [callee, ...lists] = call.args;
  if (!callee) return NOTHING;
  const columns = lists.map(itemsOf);
  const length = Math.max(0, ...columns.map((items) => items.length));
  const rows = Array.from({ length: Math.min(length, 64) }, (_each, index) =>
    columns.map((items) => items[index] ?? items[0] ?? NOTHING),
  );
  return listOf(rows.map((row) => machine.call(callee, row, call)));
};

/** `starmap(function, rows)`. */
const starMapRule: Rule = (call, machine) => {
  const [callee, rows] = call.args;
  if (!callee) return NOTHING;
  return listOf(itemsOf(rows).map((row) => machine.call(callee, row.items ?? [row], call)));
};

/** `submit(function, *arguments)`. */
const submitRule: Rule = (call, machine) => {
  const [callee, ...args] = call.args;
  return callee ? machine.call(callee, args, call, call.named) : NOTHING;
};

/** `apply_async(function, (arguments,))`, `Thread(target=…, args=…)`. */
const applyRule: Rule = (call, machine) => {
  const callee = argument(
    call,
    call.name.endsWith('async') || call.name === 'apply' ? 0 : undefined,
    'target',
    'func',
  );
  const args = argument(call, 1, 'args')?.items ?? [];
  const named = argument(call, 2, 'kwargs', 'kwds')?.fields ?? new Map<string, Value>();
  return callee ? machine.call(callee, args, call, named) : NOTHING;
};

const partialRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'functools.partial', callFlow(call));
  cell.fields.set('call', { items: [...call.args], fields: call.named, flow: NOTHING.flow });
  return value;
};

const callPartialRule: Rule = (call, machine) => {
  const kept = storedField(call.receiver, 'call');
  const [callee, ...args] = kept?.items ?? [];
  if (!callee) return carrying(callFlow(call));
  return machine.call(
    callee,
    [...args, ...call.args],
    call,
    new Map([...(kept?.fields ?? []), ...call.named]),
  );
};

const functionRule: Rule = (call) => call.args[0] ?? NOTHING;

/** What calls functions that it is given, at once or side by side. */
export const concurrency: Library = {
  name: 'concurrency',
  functions: {
    map: mapRule,
    filter: (call) => call.args[1] ?? NOTHING,
    'itertools.starmap': starMapRule,
    'itertools.chain': (call) => listOf(call.args.flatMap(itemsOf)),
    'itertools.chain.from_iterable': (call) => listOf(itemsOf(call.args[0]).flatMap(itemsOf)),
    'functools.reduce': (call, machine) => {
      const items = itemsOf(call.args[1]);
      const [callee] = call.args;
      const [first = NOTHING, ...rest] = items;
      return callee ? rest.reduce((sum, item) => machine.call(callee, [sum, item], call), first) : first;
    },
    'functools.partial': partialRule,
    'joblib.delayed': functionRule,
    'dask.delayed': functionRule,
    'tqdm.tqdm': functionRule,
    'tqdm.auto.tqdm': functionRule,
    'tqdm.notebook.tqdm': functionRule,
    'tqdm.contrib.concurrent.process_map': mapRule,
    'tqdm.contrib.concurrent.thread_map': mapRule,
    'asyncio.run': functionRule,
    'asyncio.gather': (call) => listOf(call.args),
    'asyncio.to_thread': submitRule,
    'dask.compute': (call) => listOf(call.args),
    'threading.Thread': applyRule,
    'multiprocessing.Process': applyRule,
  },
  methods: {
    'functools.partial.__call__': callPartialRule,
    ...under(POOLS, {
      ...each(['map', 'imap', 'imap_unordered', 'map_async'], mapRule),
      ...each(['starmap', 'starmap_async'], starMapRule),
      submit: submitRule,
      apply_async: applyRule,
      apply: applyRule,
    }),
  },
};
