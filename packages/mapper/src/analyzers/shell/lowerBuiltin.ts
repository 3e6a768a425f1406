import type { Statement } from '../../facts/program.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { includeOf } from './includeOf.js';
import { lowerWord, lowerWords } from './lowerWord.js';
import {
  assigned,
  assignedVariable,
  constantOf,
  DIRECTORY,
  INPUT,
  nameOf,
  ruleCall,
  type ShellLowering,
  sourceOf,
  WORDS,
} from './shellLowering.js';

type Lower = (lowering: ShellLowering, node: SyntaxNode, words: readonly SyntaxNode[]) => Statement[];

const lowerChange: Lower = (lowering, node, words) => {
  const [folder] = words.filter((word) => !/^-([LPe]|-)$/.test(sourceOf(lowering, word)));
  const target = folder ? lowerWord(lowering, folder) : constantOf('~');
  return [assignedVariable(lowering, DIRECTORY, ruleCall(lowering, 'cd', [nameOf(DIRECTORY), target], node))];
};

const lowerReturn: Lower = () => [];

const lowerSource: Lower = (lowering, _node, words) => {
  const [file] = words;
  return file ? [includeOf(sourceOf(lowering, file), lowering.allExported)] : [];
};

/** `set -a` exports what follows; `set -- a b` replaces the words. */
const lowerSet: Lower = (lowering, node, words) => {
  const options = words.map((word) => sourceOf(lowering, word));
  if (options.some((each) => /^-[a-z]*a/.test(each)) || options.includes('allexport'))
    lowering.allExported = !options.includes('+o');
  if (options.some((each) => /^\+[a-z]*a/.test(each))) lowering.allExported = false;
  const cut = options.indexOf('--');
  if (cut < 0) return [];
  const list = ruleCall(lowering, 'list', [], node);
  if (list.kind === 'call') list.args = lowerWords(lowering, words.slice(cut + 1));
  return [assigned(WORDS, list)];
};

const lowerShift: Lower = (lowering, node, words) => {
  const count = Number(words[0] ? sourceOf(lowering, words[0]) : '1');
  if (!Number.isFinite(count)) return [];
  return [assigned(WORDS, ruleCall(lowering, 'shift', [nameOf(WORDS), constantOf(count)], node))];
};

/** `read a b`: parts of a line of the input. */
const lowerRead: Lower = (lowering, node, words) => {
  const names = words.map((word) => sourceOf(lowering, word)).filter((name) => /^[A-Za-z_]\w*$/.test(name));
  return names.map((name) =>
    assigned(name, ruleCall(lowering, 'line', [nameOf(INPUT), constantOf(name)], node)),
  );
};

/** `: ${X:=default}`. */
const lowerDefaults: Lower = (lowering, _node, words) =>
  words.flatMap((word) => {
    const expansion = word.type === 'string' ? word.children[0] : word;
    const name = expansion ? /^\$\{(\w+):?=/.exec(sourceOf(lowering, expansion))?.[1] : undefined;
    return name === undefined || !expansion ? [] : [assigned(name, lowerWord(lowering, expansion))];
  });

const BUILTINS: Readonly<Record<string, Lower>> = {
  cd: lowerChange,
  pushd: lowerChange,
  popd: (lowering, node) => [
    assigned(DIRECTORY, ruleCall(lowering, 'cd', [nameOf(DIRECTORY), constantOf('-')], node)),
  ],
  source: lowerSource,
  '.': lowerSource,
  set: lowerSet,
  shift: lowerShift,
  read: lowerRead,
  ':': lowerDefaults,
  return: lowerReturn,
  exit: lowerReturn,
  true: lowerReturn,
  getopts: lowerReturn,
};

/** Commands that change the shell itself; undefined for all others. */
export function lowerBuiltin(lowering: ShellLowering, node: SyntaxNode): Statement[] | undefined {
  const name = fieldOf(node, 'name');
  const written = name ? sourceOf(lowering, name) : '';
  const lower = Object.hasOwn(BUILTINS, written) ? BUILTINS[written] : undefined;
  return lower?.(
    lowering,
    node,
    node.children.filter((child) => child.field === 'argument'),
  );
}
