import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { isEmptyFlow, joinFlows, NO_FLOW } from '../../values/flow.js';
import { elementOf } from '../../values/texts.js';
import {
  carrying,
  dictOf,
  flowOf,
  join,
  joinAll,
  listOf,
  NOTHING,
  unknown,
  type Value,
} from '../../values/value.js';
import { callFlow } from '../arguments.js';
import { entriesOf, entryOf, firstRule, JVM, keep, keyOf, selfRule, spelled, under } from './jvmValues.js';

const MAXIMUM_ITEMS = 64;

const listRule: Rule = (call) => {
  const [only] = call.args;
  return call.args.length === 1 && only?.items ? only : listOf(call.args);
};

/** `Map.of(key, value, …)`. */
const mapOfRule: Rule = (call) => {
  const fields = new Map<string, Value>();
  for (let at = 0; at + 1 < call.args.length; at += 2) {
    const key = keyOf(call.args[at]);
    const value = call.args[at + 1];
    if (key !== undefined && value) fields.set(key, value);
  }
  return dictOf(fields);
};

const entryRule: Rule = (call) => listOf(call.args);

const mapOfEntriesRule: Rule = (call) => {
  const pairs = call.args.flatMap((each) => (each.items?.length === 2 ? [each.items] : []));
  return dictOf(
    new Map(
      pairs.flatMap(([key, value]) =>
        keyOf(key) !== undefined && value ? [[keyOf(key) ?? '', value] as const] : [],
      ),
    ),
  );
};

/** A map that is filled later: an object, so that whoever holds it sees what is put. */
const newMapRule: Rule = (call, machine) => {
  const { value } = machine.instance(call, 'jvm.Map', NO_FLOW);
  for (const [key, each] of entriesOf(call.args[0])) keep(value, key, each);
  return value;
};

const putRule: Rule = (call) => {
  const key = keyOf(call.args[0]);
  if (key !== undefined) keep(call.receiver, key, call.args[1]);
  return call.receiver ?? NOTHING;
};

const putAllRule: Rule = (call) => {
  for (const [key, value] of entriesOf(call.args[0])) keep(call.receiver, key, value);
  return NOTHING;
};

function got(call: Call): Value {
  const key = spelled(call.args[0]);
  const position = call.args[0]?.texts?.[0]?.value;
  if (call.receiver?.items)
    return (
      (typeof position === 'number' ? call.receiver.items[position] : undefined) ?? elementOf(call.receiver)
    );
  const found = key === undefined ? undefined : entryOf(call.receiver, key);
  return (
    found ??
    call.args[1] ??
    (call.receiver && !isEmptyFlow(flowOf(call.receiver))
      ? carrying(flowOf(call.receiver))
      : unknown(`no entry ${key ?? ''}`, key))
  );
}

const getRule: Rule = (call) => got(call);

/** `getOrElse`, `orElse`: whichever is there. */
const elseRule: Rule = (call) => {
  if (call.args.length === 2)
    return join(got({ ...call, args: call.args.slice(0, 1) }), call.args[1] ?? NOTHING);
  const known = call.receiver;
  const isNull = known?.texts?.every((text) => text.value === null) ?? false;
  if (!known || isNull) return call.args[0] ?? NOTHING;
  return known.texts || known.references ? known : join(known, call.args[0] ?? NOTHING);
};

/** The function is called for every element; the answers are the elements of the result. */
const mapRule: Rule = (call, machine) => {
  const [callee] = call.args;
  const over = call.receiver;
  if (!callee || !over) return carrying(callFlow(call));
  if (over.items)
    return listOf(over.items.slice(0, MAXIMUM_ITEMS).map((each) => machine.call(callee, [each], call)));
  if (over.texts) return machine.call(callee, [over], call);
  const answer = machine.call(callee, [elementOf(over)], call);
  return {
    ...carrying(joinFlows(flowOf(over), flowOf(answer))),
    ...(over.references ? { references: over.references } : {}),
  };
};

const flatMapRule: Rule = (call, machine) => {
  const mapped = mapRule(call, machine);
  return mapped.items ? listOf(mapped.items.flatMap((each) => each.items ?? [each])) : mapped;
};

const foldRule: Rule = (call, machine) => {
  const [start, callee] = call.args.length > 1 ? call.args : [undefined, call.args[0]];
  const items = call.receiver?.items;
  if (!callee || !items) return carrying(callFlow(call));
  const [first, ...rest] = start ? [start, ...items] : items;
  return rest.reduce<Value>((left, right) => machine.call(callee, [left, right], call), first ?? NOTHING);
};

const zipRule: Rule = (call) => {
  const [left, right] = [call.receiver?.items, call.args[0]?.items];
  return left && right
    ? listOf(left.slice(0, right.length).map((each, index) => listOf([each, right[index] ?? NOTHING])))
    : (call.receiver ?? NOTHING);
};

const reduceToRule: Rule = (call) =>
  call.receiver?.items ? joinAll(call.receiver.items) : (call.receiver ?? NOTHING);

const LISTS = [
  '*.List.of',
  '*.Arrays.asList',
  '*.Set.of',
  '*.Stream.of',
  '*.Collections.singletonList',
  '*.Collections.singleton',
  '*.ImmutableList.of',
  '*.Lists.newArrayList',
  '*.ImmutableSet.of',
  '*.Collections.unmodifiableList',
  '*.Arrays.stream',
  '*.ArrayList',
  '*.LinkedList',
  '*.HashSet',
  '*.LinkedHashSet',
  '*.CopyOnWriteArrayList',
  '*.Sets.newHashSet',
  '*.List.copyOf',
];
const MAPS = [
  '*.HashMap',
  '*.LinkedHashMap',
  '*.TreeMap',
  '*.ConcurrentHashMap',
  '*.Properties',
  '*.mutable.Map',
  '*.ImmutableMap.builder',
  '*.ParameterMap',
];
const KEPT = [
  'stream',
  'parallelStream',
  'toList',
  'toSeq',
  'toArray',
  'toSet',
  'toVector',
  'distinct',
  'sorted',
  'sortBy',
  'asScala',
  'asJava',
  'collect',
  'iterator',
  'par',
  'filter',
  'filterNot',
  'boxed',
  'reverse',
  'collectAsList',
  'seq',
  'view',
  'force',
  'withFilter',
  'peek',
];

/** Lists, maps, optional values and streams. */
export const jvmCollections: Library = {
  name: 'jvmCollections',
  languages: JVM,
  functions: {},
  methods: {
    ...under(LISTS, listRule),
    ...under(MAPS, newMapRule),
    '*.Map.of': mapOfRule,
    '*.ImmutableMap.of': mapOfRule,
    '*.Collections.singletonMap': mapOfRule,
    '*.Map.entry': entryRule,
    '*.Map.ofEntries': mapOfEntriesRule,
    'jvm.Map.put': putRule,
    'jvm.Map.setProperty': putRule,
    'jvm.Map.set': putRule,
    'jvm.Map.putIfAbsent': putRule,
    'jvm.Map.putAll': putAllRule,
    'jvm.Map.get': getRule,
    'jvm.Map.getProperty': getRule,
    'jvm.Map.getOrDefault': getRule,
    'jvm.Map.getOrElse': getRule,
    'jvm.Map.build': selfRule,
    'fields.get': getRule,
    'fields.getOrElse': getRule,
    'fields.getOrDefault': getRule,
    'fields.apply': getRule,
    '*.getOrElse': elseRule,
    '*.orElse': elseRule,
    '*.orElseGet': elseRule,
    'text.getOrElse': selfRule,
    'text.orElse': selfRule,
    'text.orElseThrow': selfRule,
    'text.isPresent': firstRule,
    '*.orElseThrow': selfRule,
    '*.map': mapRule,
    '*.foreach': mapRule,
    '*.forEach': mapRule,
    '*.flatMap': flatMapRule,
    '*.foldLeft': foldRule,
    '*.fold': foldRule,
    '*.reduce': foldRule,
    '*.reduceLeft': foldRule,
    '*.zip': zipRule,
    '*.head': reduceToRule,
    '*.findFirst': reduceToRule,
    ...under(
      KEPT.map((name) => `*.${name}`),
      selfRule,
    ),
  },
};
