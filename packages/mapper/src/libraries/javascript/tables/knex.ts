import type { Library, Rule } from '../../../interpreter/machine.js';
import { joinFlows, NO_FLOW } from '../../../values/flow.js';
import { stringOf } from '../../../values/texts.js';
import { carrying, flowOf, NOTHING } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { dialectSpace } from '../javascriptDatabases.js';
import { dataOfArguments, object } from '../javascriptValues.js';
import {
  pendingRule,
  read,
  rules,
  selfRule,
  sourceQueryRule,
  spaced,
  spaceOf,
  write,
} from './tableAccess.js';

// A query builder: `knex('table').join('other').select()`.
const knexRule: Rule = (call, machine) =>
  object(call, machine, 'js.Knex', spaced(dialectSpace(call.args[0])));

/** `knex('table')`, `knex.from('table')`: read unless something writes into it. */
const fromRule: Rule = (call, machine) => {
  const space = spaceOf(call.receiver);
  return object(call, machine, 'js.Query', spaced(space, { table: call.args[0] }));
};

const selectRule: Rule = (call, machine) => {
  const table = storedField(call.receiver, 'table');
  const flow = joinFlows(
    call.receiver ? flowOf(call.receiver) : NO_FLOW,
    read(call, machine, spaceOf(call.receiver), table),
  );
  return { ...(call.receiver ?? NOTHING), flow };
};

const joinRule: Rule = (call, machine) => {
  const [other] = call.args;
  const flow = stringOf(other) === undefined ? NO_FLOW : read(call, machine, spaceOf(call.receiver), other);
  return {
    ...(call.receiver ?? NOTHING),
    flow: joinFlows(call.receiver ? flowOf(call.receiver) : NO_FLOW, flow),
  };
};

const insertRule: Rule = (call, machine) => {
  write(
    call,
    machine,
    spaceOf(call.receiver),
    storedField(call.receiver, 'table'),
    dataOfArguments(call.args),
  );
  return call.receiver ?? NOTHING;
};

const intoRule: Rule = (call, machine) => {
  write(
    call,
    machine,
    spaceOf(call.receiver),
    call.args[0],
    storedField(call.receiver, 'data')?.flow ?? NO_FLOW,
  );
  return NOTHING;
};

const fromPendingRule: Rule = (call, machine) =>
  carrying(read(call, machine, spaceOf(call.receiver), call.args[0]));

const batchInsertRule: Rule = (call, machine) => {
  write(call, machine, spaceOf(call.receiver), call.args[0], dataOfArguments(call.args.slice(1)));
  return NOTHING;
};

const KNEX_CHAIN = [
  'where',
  'andWhere',
  'orWhere',
  'whereIn',
  'whereNull',
  'whereNotNull',
  'orderBy',
  'groupBy',
  'limit',
  'offset',
  'having',
  'returning',
  'as',
  'onConflict',
  'merge',
  'ignore',
  'count',
  'sum',
  'max',
  'min',
  'avg',
  'stream',
];

const JOINS = ['join', 'innerJoin', 'leftJoin', 'rightJoin', 'leftOuterJoin', 'fullOuterJoin'];

/** Knex: queries that are built call by call. */
export const knex: Library = {
  name: 'knex',
  languages: ['javascript'],
  functions: {
    knex: knexRule,
    'knex.knex': knexRule,
    'knex.default': knexRule,
  },
  methods: {
    'js.Knex.__call__': fromRule,
    ...rules('js.Knex', ['from', 'table', 'queryBuilder', 'withSchema'], fromRule),
    'js.Knex.raw': sourceQueryRule,
    'js.Knex.batchInsert': batchInsertRule,
    ...rules('js.Knex', ['insert'], pendingRule),
    ...rules('js.Knex', ['select', 'distinct'], pendingRule),
    'js.Pending.into': intoRule,
    'js.Pending.from': fromPendingRule,
    ...rules('js.Query', ['select', 'first', 'pluck', 'distinct', 'columns'], selectRule),
    ...rules('js.Query', JOINS, joinRule),
    ...rules('js.Query', ['insert', 'update', 'upsert'], insertRule),
    ...rules('js.Query', KNEX_CHAIN, selfRule),
  },
};
