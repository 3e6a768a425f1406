import type { Library, Rule } from '../../interpreter/machine.js';
import { joinFlows, withRows } from '../../values/flow.js';
import { spell } from '../../values/text.js';
import { concatenate, elementOf, joinPaths, mapTexts, stringOf } from '../../values/texts.js';
import { carrying, constant, flowOf, listOf, NOTHING, unknown, type Value } from '../../values/value.js';
import { callFlow } from '../arguments.js';
import { CSHARP, dataIn, first, self } from './dotnetRules.js';

const slashes = (value: Value): Value =>
  mapTexts(value, (each) => (/^\\\\/.test(each) ? each : each.replaceAll('\\', '/')));

const combine: Rule = (call) => {
  const parts = (call.args.length === 1 && call.args[0]?.items ? call.args[0].items : call.args).map(slashes);
  return parts.length > 0 ? joinPaths(parts) : NOTHING;
};

const here: Rule = () => constant('');

const changed =
  (change: (text: string, args: readonly (string | undefined)[]) => string): Rule =>
  (call) =>
    call.receiver?.texts
      ? mapTexts(call.receiver, (each) =>
          change(
            each,
            call.args.map((arg) => stringOf(arg)),
          ),
        )
      : (call.receiver ?? NOTHING);

const ofPath =
  (change: (path: string) => string): Rule =>
  (call) =>
    call.args[0] ? mapTexts(slashes(call.args[0]), change) : NOTHING;

function folderOf(path: string): string {
  const cut = path.replace(/\/+$/, '').lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

/** `string.Format("{0}/{1}", a, b)`. */
const format: Rule = (call) => {
  const [pattern, ...values] = call.args;
  const written = stringOf(pattern);
  if (written === undefined) return pattern ?? NOTHING;
  const parts: Value[] = [];
  let from = 0;
  for (const match of written.matchAll(/\{(\d+)(?:[,:][^}]*)?\}/g)) {
    parts.push(constant(written.slice(from, match.index)));
    parts.push(values[Number(match[1])] ?? unknown('a value that is not given', 'value'));
    from = match.index + match[0].length;
  }
  parts.push(constant(written.slice(from)));
  return concatenate(parts);
};

const concat: Rule = (call) =>
  call.args.length > 0 ? concatenate(call.args.flatMap((each) => each.items ?? [each])) : NOTHING;

const join: Rule = (call) => {
  const [separator, list, ...more] = call.args;
  const items = more.length > 0 ? [list ?? NOTHING, ...more] : list?.items;
  if (!separator || !items) return carrying(dataIn(call.args));
  return concatenate(items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])));
};

const split: Rule = (call) => {
  const written = stringOf(call.receiver);
  const separator = stringOf(call.args[0]);
  if (written === undefined || separator === undefined) return carrying(callFlow(call));
  return listOf(written.split(separator).map((each) => constant(each)));
};

/** Text that is built piece by piece is kept in the builder. */
const append: Rule = (call) => {
  for (const reference of call.receiver?.references ?? []) {
    if (reference.kind !== 'instance') continue;
    const before = reference.cell.fields.get('text');
    const [piece] = call.args;
    if (piece) reference.cell.fields.set('text', before ? concatenate([before, piece]) : piece);
  }
  return call.receiver ?? NOTHING;
};

const builder: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'StringBuilder', flowOf(call.args[0] ?? NOTHING));
  if (call.args[0]?.texts) cell.fields.set('text', call.args[0]);
  return value;
};

const built: Rule = (call) => {
  const held = (call.receiver?.references ?? []).flatMap((each) =>
    each.kind === 'instance' ? (each.cell.fields.get('text') ?? []) : [],
  );
  return held[0] ?? call.receiver ?? NOTHING;
};

/** LINQ and tasks: a function over each element of a list, whose data go on. */
const mapped: Rule = (call, machine) => {
  const [callee] = call.args.filter((each) =>
    each.references?.some((reference) => reference.kind === 'function'),
  );
  const source = call.receiver ?? NOTHING;
  if (!callee) return { ...source, flow: joinFlows(source.flow, dataIn(call.args)) };
  const items = source.items ?? [elementOf(source)];
  const results = items.slice(0, 32).map((item) => machine.call(callee, [item], call));
  const flow = joinFlows(flowOf(source), dataIn(results));
  return source.items ? listOf(results) : { ...carrying(flow) };
};

/** `Parallel.ForEach(list, x => …)`. */
const parallel: Rule = (call, machine) => {
  const [list, ...rest] = call.args;
  return mapped({ ...call, receiver: list, args: rest }, machine);
};

const run: Rule = (call, machine) => {
  const callee = call.args.find((each) =>
    each.references?.some((reference) => reference.kind === 'function'),
  );
  return callee ? machine.call(callee, [], call) : NOTHING;
};

/** Rows that are chosen, ordered or grouped: the same data. */
const chosen: Rule = (call, machine) => {
  const source = call.receiver ?? NOTHING;
  const isFunction = (value: Value): boolean =>
    value.references?.some((reference) => reference.kind === 'function') ?? false;
  const element = carrying(flowOf(source));
  const conditions = call.args.filter(isFunction).map((each) => machine.call(each, [element], call));
  const flow = joinFlows(source.flow, dataIn(call.args.filter((each) => !isFunction(each))));
  return { ...source, flow: withRows(flow, dataIn(conditions)) };
};

const element: Rule = (call) =>
  call.receiver ? (call.receiver.items ? elementOf(call.receiver) : call.receiver) : NOTHING;

const item: Rule = (call) => {
  const key = call.args[0]?.texts?.[0]?.value;
  const field = key === undefined ? undefined : call.receiver?.fields?.get(spell(key));
  return field ?? { ...carrying(callFlow(call)), hint: key === undefined ? 'item' : spell(key) };
};

const SAME_ROWS = [
  ...[
    'Where',
    'OrderBy',
    'OrderByDescending',
    'ThenBy',
    'Take',
    'Skip',
    'Distinct',
    'GroupBy',
    'Reverse',
    'TakeWhile',
  ],
  ...[
    'Concat',
    'Union',
    'Append',
    'Prepend',
    'Zip',
    'AsEnumerable',
    'AsQueryable',
    'Cast',
    'OfType',
    'AsParallel',
    'DefaultIfEmpty',
  ],
];
const LISTS = [
  'ToList',
  'ToArray',
  'ToListAsync',
  'ToArrayAsync',
  'ToHashSet',
  'AsReadOnly',
  'ToLookup',
  'ToImmutableList',
];
const ELEMENTS = [
  'First',
  'FirstOrDefault',
  'Single',
  'SingleOrDefault',
  'Last',
  'LastOrDefault',
  'ElementAt',
];
const BASES = [
  'Directory.GetCurrentDirectory',
  'Assembly.GetExecutingAssembly',
  'Assembly.GetEntryAssembly',
  'AppContext.BaseDirectory',
  'Environment.GetFolderPath',
];

/** Texts, paths, lists and the functions over them that C# brings along. */
export const dotnetTexts: Library = {
  name: 'dotnetTexts',
  touchesData: false,
  languages: CSHARP,
  functions: {},
  names: {
    'Environment.CurrentDirectory': here,
    'AppContext.BaseDirectory': here,
    'AppDomain.CurrentDomain.BaseDirectory': here,
    'Path.DirectorySeparatorChar': () => constant('/'),
  },
  methods: {
    ...Object.fromEntries(BASES.map((name) => [`*.${name}`, here])),
    '*.Path.Combine': combine,
    '*.Path.Join': combine,
    '*.Path.GetFullPath': (call) =>
      call.args.length > 1 ? joinPaths([...call.args].reverse().map(slashes)) : (call.args[0] ?? NOTHING),
    '*.Path.GetDirectoryName': ofPath(folderOf),
    '*.Path.GetFileName': ofPath((path) => path.split('/').at(-1) ?? path),
    '*.Path.GetFileNameWithoutExtension': ofPath((path) =>
      (path.split('/').at(-1) ?? path).replace(/\.[^.]*$/, ''),
    ),
    '*.Path.ChangeExtension': (call) =>
      call.args[0]
        ? mapTexts(
            call.args[0],
            (path) =>
              path.replace(/\.[^./]*$/, '') + (stringOf(call.args[1]) ?? '').replace(/^(?=[^.])/, '.'),
          )
        : NOTHING,
    '*.string.Format': format,
    '*.String.Format': format,
    '*.string.Concat': concat,
    '*.String.Concat': concat,
    '*.string.Join': join,
    '*.String.Join': join,
    '*.Uri': first,
    '*.UriBuilder': first,
    '*.FileInfo': first,
    '*.DirectoryInfo': first,
    '*.Lazy': run,
    '*.Task.FromResult': first,
    '*.Task.WhenAll': first,
    '*.Task.Run': run,
    '*.Factory.StartNew': run,
    '*.Parallel.ForEach': parallel,
    '*.Parallel.ForEachAsync': parallel,
    '*.StringBuilder': builder,
    '*.StringBuilder.Append': append,
    '*.StringBuilder.AppendLine': append,
    '*.StringBuilder.AppendFormat': (call, machine) =>
      append({ ...call, args: [format(call, machine)] }, machine),
    '*.StringBuilder.ToString': built,
    'text.Replace': changed((each, [from, to]) =>
      from === undefined || to === undefined ? each : each.replaceAll(from, to),
    ),
    'text.ToLower': changed((each) => each.toLowerCase()),
    'text.ToLowerInvariant': changed((each) => each.toLowerCase()),
    'text.ToUpper': changed((each) => each.toUpperCase()),
    'text.ToUpperInvariant': changed((each) => each.toUpperCase()),
    'text.Trim': changed((each) => each.trim()),
    'text.TrimEnd': changed((each) => each.replace(/\/+$/, '').trimEnd()),
    'text.TrimStart': changed((each) => each.trimStart()),
    'text.Substring': (call) => unknown('a part of a text', call.receiver?.hint),
    'text.Split': split,
    'text.ToString': self,
    'text.AsSpan': self,
    'fields.get_Item': item,
    'fields.ToString': self,
    '*.get_Item': item,
    '*.<each>': self,
    '*.ToString': self,
    '*.Select': mapped,
    '*.SelectMany': mapped,
    '*.ForEach': mapped,
    '*.ToDictionary': chosen,
    ...Object.fromEntries(SAME_ROWS.map((name) => [`*.${name}`, chosen])),
    ...Object.fromEntries(LISTS.map((name) => [`*.${name}`, chosen])),
    ...Object.fromEntries(ELEMENTS.map((name) => [`*.${name}`, element])),
    '*.GetAwaiter': self,
    '*.GetResult': self,
    '*.AsTask': self,
    '*.Deserialize': (call) => call.args[0] ?? call.receiver ?? NOTHING,
    '*.DeserializeObject': first,
    '*.Serialize': (call) => carrying(dataIn(call.args)),
    '*.SerializeObject': (call) => carrying(dataIn(call.args)),
    '*.Encoding.GetString': first,
    '*.Encoding.GetBytes': first,
  },
};
