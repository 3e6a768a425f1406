import type { Call, Library, Rule } from '../../interpreter/machine.js';
import { concatenate, joinPaths, mapTexts, stringOf } from '../../values/texts.js';
import { constant, listOf, NOTHING, unknown, type Value } from '../../values/value.js';
import { argument } from '../arguments.js';
import { elements, isTrue, isVector, single, vectorised } from './rVectors.js';

const DIRECTIVE = /%(?:(\d+)\$)?[-+ #0]*(?:\d+|\*)?(?:\.\d+)?([a-zA-Z%])/g;

function separated(parts: readonly Value[], separator: Value): Value {
  return concatenate(parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part])));
}

const pasteRule =
  (usual: string): Rule =>
  (call) => {
    const separator = argument(call, undefined, 'sep') ?? constant(usual);
    const collapse = argument(call, undefined, 'collapse');
    const collapses = collapse !== undefined && stringOf(collapse) !== undefined;
    const parts = call.args.length === 0 ? [constant('')] : call.args;
    const pasted = vectorised(parts, (each) => separated(each, separator));
    return collapses && isVector(pasted) ? separated(elements(pasted), collapse) : pasted;
  };

function filled(format: string, values: readonly Value[]): Value {
  const parts: Value[] = [];
  let from = 0;
  let next = 0;
  for (const match of format.matchAll(DIRECTIVE)) {
    parts.push(constant(format.slice(from, match.index)));
    from = match.index + match[0].length;
    if (match[2] === '%') {
      parts.push(constant('%'));
      continue;
    }
    const at = match[1] === undefined ? next++ : Number(match[1]) - 1;
    parts.push(values[at] ?? unknown('a value that is not given', 'value'));
  }
  return concatenate([...parts, constant(format.slice(from))]);
}

const sprintfRule: Rule = (call) => {
  const format = argument(call, 0, 'fmt');
  const values = call.named.has('fmt') ? call.args : call.args.slice(1);
  if (!format) return NOTHING;
  return vectorised([format, ...values], ([first, ...rest]) => {
    const text = stringOf(first);
    return text === undefined ? unknown('a format that is not known') : filled(text, rest);
  });
};

const pathRule: Rule = (call) => {
  if (call.args.length === 0) return constant('.');
  return vectorised(call.args, (parts) => joinPaths(parts));
};

const hereRule: Rule = (call, machine) => (call.args.length === 0 ? constant('.') : pathRule(call, machine));

const sameRule: Rule = (call) => call.args[0] ?? [...call.named.values()][0] ?? NOTHING;

const changeRule =
  (change: (text: string, call: Call) => string): Rule =>
  (call) => {
    const [text] = call.args;
    return text
      ? vectorised([text], ([each]) => (each ? mapTexts(each, (one) => change(one, call)) : NOTHING))
      : NOTHING;
  };

/** `gsub(pattern, replacement, text)`: plain patterns only, others leave the text as it is. */
const substituteRule =
  (all: boolean, textAt: number): Rule =>
  (call) => {
    const text = argument(call, textAt, 'x', 'string');
    const pattern = stringOf(argument(call, textAt === 2 ? 0 : 1, 'pattern'));
    const replacement = stringOf(argument(call, textAt === 2 ? 1 : 2, 'replacement')) ?? '';
    if (!text || pattern === undefined) return text ?? NOTHING;
    const plain = pattern.replace(/\\+([.$^])/g, '$1');
    const change = (one: string): string => {
      if (/[*+?()[\]|]/.test(plain)) return one;
      const searched = pattern.endsWith('$') && !pattern.endsWith('\\$') ? plain.slice(0, -1) : plain;
      return all ? one.replaceAll(searched, replacement) : one.replace(searched, replacement);
    };
    return vectorised([text], ([each]) => (each ? mapTexts(each, change) : NOTHING));
  };

function directoryOf(path: string): string {
  const cut = path.replace(/\/+$/, '').lastIndexOf('/');
  return cut < 0 ? '.' : cut === 0 ? '/' : path.slice(0, cut);
}

const baseOf = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? path;

/** A file that R ships with a package: in the repository it stands below `inst`. */
const packageFileRule: Rule = (call) => {
  const parts = call.args.flatMap((each) => stringOf(single(each)) ?? []);
  return parts.length === 0 ? unknown('a file of a package') : constant(`inst/${parts.join('/')}`);
};

/** `substitute(name)`: the code of an argument, which names a variable. */
const quotedRule: Rule = (call) => {
  const [value] = call.args;
  const external = value?.references?.find((each) => each.kind === 'external');
  const name = external?.kind === 'external' ? external.name : value?.hint;
  return value && !value.texts && name !== undefined ? constant(name) : (value ?? NOTHING);
};

/** Files of a folder: one pattern stands for them all. Base R answers their names alone unless it is asked for paths. */
const listFilesRule: Rule = (call) => {
  const folder = argument(call, 0, 'path', 'dir') ?? constant('.');
  const pattern = stringOf(argument(call, 1, 'pattern', 'glob', 'regexp')) ?? '';
  const ending = /\.(\w+)\)?\$?$/.exec(pattern)?.[1];
  const file = constant(ending === undefined ? '*' : `*.${ending}`);
  const full = /dir_ls/.test(call.name) || isTrue(argument(call, 3, 'full.names'));
  return full
    ? listOf(elements(vectorised([folder], (parts) => joinPaths([...parts, file]))))
    : listOf([file]);
};

const SAME = [
  ...[
    'as.character',
    'as.name',
    'normalizePath',
    'path.expand',
    'path_abs',
    'path_real',
    'path_norm',
    'shQuote',
  ],
  ...['dQuote', 'sQuote', 'noquote', 'as_string', 'I', 'suppressWarnings', 'suppressMessages', 'invisible'],
  ...['print', 'identity', 'return', 'tryCatch', 'try', 'withCallingHandlers', 'local', 'isolate', 'force'],
  ...[
    'suppressPackageStartupMessages',
    'enc2utf8',
    'trimws',
    'str_trim',
    'str_squish',
    'glue_collapse',
    'sql',
  ],
  ...['as.vector', 'unname', 'sort', 'rev', 'unique', 'na.omit', 'unlist', 'system.time', 'withr::with_dir'],
  ...[
    'file',
    'gzfile',
    'bzfile',
    'xzfile',
    'url',
    'textConnection',
    'as_glue',
    'path.package',
    'req_perform',
  ],
  ...[
    'system.file2',
    'quote',
    'eval',
    'evalq',
    'with_progress',
    'as.symbol',
    'collectCode',
    'file_in',
    'file_out',
    'knitr_in',
  ],
];
const JOINS = [
  'file.path',
  'fs::path',
  'path_join',
  'fs::path_wd',
  'fs::path_home',
  'path_wd',
  'fs::path_abs',
];

/** Texts and paths of base R, stringr, glue, fs and here. */
export const rTexts: Library = {
  name: 'rTexts',
  languages: ['r'],
  functions: {
    paste: pasteRule(' '),
    paste0: pasteRule(''),
    str_c: pasteRule(''),
    stri_join: pasteRule(''),
    stri_c: pasteRule(''),
    sprintf: sprintfRule,
    gettextf: sprintfRule,
    '<glue>': (call) => call.args[0] ?? NOTHING,
    ...Object.fromEntries(JOINS.map((name) => [name, pathRule])),
    here: hereRule,
    'here::here': hereRule,
    'rprojroot::find_root': () => constant('.'),
    getwd: () => constant('.'),
    ...Object.fromEntries(SAME.map((name) => [name, sameRule])),
    tolower: changeRule((text) => text.toLowerCase()),
    str_to_lower: changeRule((text) => text.toLowerCase()),
    toupper: changeRule((text) => text.toUpperCase()),
    str_to_upper: changeRule((text) => text.toUpperCase()),
    basename: changeRule(baseOf),
    'fs::path_file': changeRule(baseOf),
    dirname: changeRule(directoryOf),
    'fs::path_dir': changeRule(directoryOf),
    file_path_sans_ext: changeRule((text) => text.replace(/\.[^./]*$/, '')),
    'fs::path_ext_remove': changeRule((text) => text.replace(/\.[^./]*$/, '')),
    gsub: substituteRule(true, 2),
    sub: substituteRule(false, 2),
    str_replace: substituteRule(false, 0),
    str_replace_all: substituteRule(true, 0),
    '<quoted>': quotedRule,
    'system.file': packageFileRule,
    deparse: sameRule,
    as_label: sameRule,
    quo_name: sameRule,
    'list.files': listFilesRule,
    dir: listFilesRule,
    'fs::dir_ls': listFilesRule,
    dir_ls: listFilesRule,
    'Sys.glob': (call) => call.args[0] ?? NOTHING,
    'Sys.Date': () => unknown('the date of the run', 'date'),
    'Sys.time': () => unknown('the time of the run', 'time'),
    tempfile: () => unknown('a temporary file', 'tempfile'),
    tempdir: () => unknown('a temporary folder', 'tempdir'),
  },
  methods: {},
};
