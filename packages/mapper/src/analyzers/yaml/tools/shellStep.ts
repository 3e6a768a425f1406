import type { Node } from 'yaml';
import type { PipelineStep, ShellText } from '../../../facts/pipeline.js';
import { items, lineOf, quotedWords, shellText, text } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';

const SHELL = /(^|\/)(ba|z|da|k)?sh$/;

/** Lines that a node covers. */
export function linesOf(document: CiDocument, node: Node): { line: number; endLine: number } {
  const line = lineOf(document, node);
  const end = document.lines.counter.linePos(Math.max(0, (node.range?.[1] ?? 1) - 1)).line;
  return { line, endLine: Math.max(line, end) };
}

export function emptyStep(name: string, at: { line: number; endLine: number }): PipelineStep {
  return { name, ...at, commands: [], environment: {}, inputs: [], outputs: [] };
}

/** The command of a container, from its lists of words: `sh -c` code stands for itself. */
export function containerShell(
  document: CiDocument,
  command: Node | null,
  args: Node | null,
): ShellText | undefined {
  const listed = [...items(document, command), ...items(document, args)];
  const nodes = listed.length > 0 ? listed : [command, args].flatMap((each) => each ?? []);
  const words = nodes.map((node) => text(document, node) ?? '');
  const inline = words.findIndex(
    (word, index) => /^-\w*c$/.test(word) && SHELL.test(words[index - 1] ?? words[0] ?? ''),
  );
  const code = inline >= 0 ? nodes[inline + 1] : undefined;
  if (code) return shellText(document, code);
  const [first] = nodes;
  const script = words.filter((word) => word !== '');
  if (!first || script.length === 0) return undefined;
  const only = script.length === 1 ? shellText(document, first) : undefined;
  return only ?? { text: quotedWords(script), line: lineOf(document, first) };
}
