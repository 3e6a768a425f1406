import type { Call, Machine, Rule } from '../../interpreter/machine.js';
import { isEmptyFlow, joinFlows } from '../../values/flow.js';
import { spell, type Text } from '../../values/text.js';
import { concatenate, joinPaths, mapTexts, stringsOf } from '../../values/texts.js';
import { constant, flowOf, listOf, NOTHING, unknown, type Value } from '../../values/value.js';
import { changeText } from './changeText.js';

/** Variables of CI services and notebooks that hold the root of the repository. */
const ROOTS =
  /^(PWD|GITHUB_WORKSPACE|CI_PROJECT_DIR|BUILD_SOURCESDIRECTORY|SYSTEM_DEFAULTWORKINGDIRECTORY|WORKSPACE|CIRCLE_WORKING_DIRECTORY|CODEBUILD_SRC_DIR|TRAVIS_BUILD_DIR|CURDIR)$/i;

function hole(name: string, why: string): Value {
  return { ...constant(`{${name}}`, 'possible'), why, hint: name };
}

function given(machine: Machine, name: string): Value | undefined {
  const value = machine.environment(name);
  if (value !== undefined) return constant(value, 'inferred');
  return ROOTS.test(name) ? constant('.') : undefined;
}

function isSet(value: Value | undefined): value is Value {
  return value !== undefined && Boolean(value.texts || value.items || !isEmptyFlow(flowOf(value)));
}

/** `$name`. */
const variableRule: Rule = (call, machine) => {
  const [name = ''] = stringsOf(call.args[0]);
  const value = call.args[1];
  if (isSet(value)) return value.texts ? value : { ...value, hint: name };
  return given(machine, name) ?? hole(name, `variable ${name} has no value in the repository`);
};

function isHole(text: Text): boolean {
  return /^\{[^{}]*\}$/.test(spell(text.value));
}

/** `${name:-default}`. */
const defaultRule: Rule = (call, machine) => {
  const [name = ''] = stringsOf(call.args[0]);
  const [, value, fallback] = call.args;
  const empty = value?.texts?.every((text) => text.value === '' || isHole(text)) ?? false;
  if (isSet(value) && !empty) return value;
  const known = given(machine, name);
  if (known) return known;
  if (!fallback?.texts) return fallback ?? NOTHING;
  return { ...fallback, texts: fallback.texts.map((text) => ({ ...text, confidence: weakened(text) })) };
};

function weakened(text: Text): Text['confidence'] {
  return text.confidence === 'exact' ? 'inferred' : text.confidence;
}

/** `${name%.gz}`, `${name##*\/}`, `${name/a/b}`, `${name^^}`. */
const changeRule: Rule = (call) => {
  const [value, operator, pattern] = call.args;
  const [kind = '', written = ''] = [stringsOf(operator)[0], stringsOf(pattern)[0]];
  return value
    ? mapTexts(value, (text) => (text.startsWith('{') ? text : changeText(text, kind, written)))
    : NOTHING;
};

/** The words that the script was started with. */
const argumentsRule: Rule = (_call, machine) => {
  const words = machine.commandLine;
  return words
    ? listOf(words.map((word) => constant(word, 'inferred')))
    : unknown('command-line words have no value');
};

/** `$1`: a word of the script or the function. */
const wordRule: Rule = (call) => {
  const [words, position] = call.args;
  const at = Number(position?.texts?.[0]?.value ?? 1);
  if (words?.items) return words.items[at - 1] ?? NOTHING;
  if (words?.hint !== undefined && words.hint !== '@')
    return unknown(`option ${words.hint} has no value`, words.hint);
  return hole(String(at), `command-line word ${at} has no value`);
};

const shiftRule: Rule = (call) => {
  const [words, count] = call.args;
  const by = Number(count?.texts?.[0]?.value ?? 1);
  return words?.items ? listOf(words.items.slice(by)) : (words ?? NOTHING);
};

function optionName(names: readonly string[]): string {
  const [longest = 'option'] = [...names].sort((left, right) => right.length - left.length);
  return longest.replace(/^-+|=$/g, '').replaceAll('-', '_');
}

/** Words that are neither options nor their values: what is left after a loop over options. */
const operandsRule: Rule = (call) => {
  const [words] = call.args;
  const isOption = (word: Value | undefined): boolean => stringsOf(word).some((text) => text.startsWith('-'));
  return words?.items
    ? listOf(words.items.filter((word, index) => !isOption(word) && !isOption(words.items?.[index - 1])))
    : unknown('command-line words have no value');
};

/** The words from an option on. */
const optionAtRule: Rule = (call) => {
  const [words, patterns] = call.args;
  const names = stringsOf(patterns);
  if (!words?.items) return unknown('command-line words have no value', optionName(names));
  const at = words.items.findIndex((word) =>
    stringsOf(word).some((text) =>
      names.some((name) => text === name || (name.endsWith('=') && text.startsWith(name))),
    ),
  );
  return listOf(at < 0 ? [] : words.items.slice(at));
};

/** The value of an option that `getopts` reads. */
const optionRule: Rule = (call, machine) => {
  const rest = optionAtRule(call, machine);
  return rest.items ? (rest.items[1] ?? NOTHING) : rest;
};

/** An unquoted variable is split into words. */
const splitRule: Rule = (call) => {
  const [value] = call.args;
  if (!value) return listOf([]);
  if (value.items) return value;
  const [only] = value.texts ?? [];
  if (value.texts?.length !== 1 || !only) return listOf([value]);
  const words = spell(only.value).split(/\s+/).filter(Boolean);
  if (words.length === 1) return listOf([value]);
  return listOf(words.map((word) => ({ ...value, texts: [{ ...only, value: word }] })));
};

const listRule: Rule = (call) => listOf(call.args);

/** A line of the input, or a part of it. */
const lineRule: Rule = (call) => {
  const [input, name] = call.args;
  const [hint = 'line'] = stringsOf(name);
  return { ...unknown('a line of the input', hint), flow: input ? flowOf(input) : NOTHING.flow };
};

/** What a block prints, one command after another. */
const printRule: Rule = (call) => {
  const [before, own] = call.args;
  if (!own || !before) return before ?? own ?? NOTHING;
  const flow = joinFlows(flowOf(before), flowOf(own));
  const empty = before.texts?.every((text) => text.value === '') ?? true;
  if (empty) return { ...own, flow };
  return own.texts ? { ...concatenate([before, constant('\n'), own]), flow } : { ...before, flow };
};

/** `cd folder`. */
const changeDirectoryRule: Rule = (call: Call) => {
  const [current, target] = call.args;
  const [text] = stringsOf(target);
  if (text === '-' || text === undefined) return target?.texts ? constant('.') : (target ?? NOTHING);
  return current?.texts && target ? joinPaths([current, target]) : (target ?? NOTHING);
};

/** What the shell itself does with words. */
export const expansionRules: Readonly<Record<string, Rule>> = {
  'sh.$': variableRule,
  'sh.$default': defaultRule,
  'sh.$change': changeRule,
  'sh.$arguments': argumentsRule,
  'sh.$word': wordRule,
  'sh.$shift': shiftRule,
  'sh.$optionAt': optionAtRule,
  'sh.$operands': operandsRule,
  'sh.$option': optionRule,
  'sh.$split': splitRule,
  'sh.$list': listRule,
  'sh.$line': lineRule,
  'sh.$print': printRule,
  'sh.$cd': changeDirectoryRule,
};
