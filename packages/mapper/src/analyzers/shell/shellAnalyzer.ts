import type { Facts } from '../../facts/facts.js';
import { firstError } from '../../syntax/firstError.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { lowerCommand } from './lowerCommand.js';
import { lowerSequence } from './lowerSequence.js';
import { shellGrammar } from './shellGrammar.js';
import { assigned, NOTHING, ruleCall, type ShellLowering, WORDS } from './shellLowering.js';
import { withBraces } from './withBraces.js';

const MOVES = /\b(cd|pushd|popd)\b/;
const EXPORTS = /\b(export|declare|typeset|allexport)\b|\bset\s+-\w*a|\.env\b/;
const READS_WORDS = /\$\{?[@*#\d]|\bshift\b|\bgetopts\b/;

/** A program without an extension is a shell script only if its first line says so. */
function isOther({ path, text }: SourceFile): boolean {
  return !/\.\w+$/.test(path) && !/^#!.*\b(ba|z|k|da)?sh\b/.test(text);
}

function analyze(file: SourceFile): Facts {
  if (isOther(file)) return {};
  const { text, braced } = withBraces(file.text);
  const root = shellGrammar.parse(text);
  if (!root) return { problems: ['the parser gave no tree'] };
  const embedded = file.path.startsWith('embedded.');
  const lowering: ShellLowering = {
    text,
    braced,
    calls: new Set(),
    moves: MOVES.test(file.text),
    exports: embedded || EXPORTS.test(file.text),
    allExported: false,
    output: undefined,
    locals: undefined,
    globals: new Set(),
    options: undefined,
    before: [],
    names: 0,
    sequence: (nodes) => lowerSequence(lowering, nodes),
    command: (node, input) => lowerCommand(lowering, node, input),
  };
  const words = READS_WORDS.test(file.text)
    ? [assigned(WORDS, ruleCall(lowering, 'arguments', [], root))]
    : [];
  const statements = lowering.sequence(root.children);
  const globals = [...lowering.globals].map((name) => assigned(name, NOTHING));
  const body = [...globals, ...words, ...statements];
  const facts: Facts = { program: { language: 'shell', body, calls: [...lowering.calls] } };
  const error = embedded ? undefined : firstError(root);
  return error
    ? { ...facts, problems: [`line ${error.line}: not a shell script that the grammar knows`] }
    : facts;
}

/** Shell scripts; shell commands in other files and languages come here too. */
export const shellAnalyzer: Analyzer = {
  name: 'shell',
  version: 2,
  maximumBytes: 500_000,
  languageOf: () => 'shell',
  matches: (path) => /\.(sh|bash|zsh|ksh|shell)$/i.test(path) || /(^|\/)bin\/[\w-]+$/.test(path),
  prepare: () => shellGrammar.load(),
  analyze,
};
