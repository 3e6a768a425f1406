import { isNode } from 'yaml';
import type { Facts } from '../../facts/facts.js';
import type { Expression, Statement } from '../../facts/program.js';
import type { ParsedYaml } from './parseYaml.js';
import type { ToolFacts } from './tools/toolReader.js';
import { toolReaders } from './tools/toolReaders.js';

function calledNames(statements: readonly Statement[]): string[] {
  const nameOf = (value: Expression): string[] =>
    value.kind === 'call' && (value.callee.kind === 'name' || value.callee.kind === 'member')
      ? [value.callee.name]
      : [];
  return [
    ...new Set(
      statements.flatMap((each) => (each.kind === 'do' || each.kind === 'assign' ? nameOf(each.value) : [])),
    ),
  ];
}

/** What the tool whose file this is says in it; undefined when it is the file of none. */
export function readTools(path: string, text: string, { documents, counter }: ParsedYaml): Facts | undefined {
  const reader = toolReaders.find((each) => each.matches(path, text));
  if (!reader) return undefined;
  const read = documents.flatMap((document): ToolFacts[] => {
    const root = document.contents;
    return isNode(root) ? [reader.read({ path, lines: { counter }, root, document }) ?? {}] : [];
  });
  const pipelines = read.flatMap((each) => each.pipelines ?? []);
  const artefacts = read.flatMap((each) => each.artefacts ?? []);
  const body = read.flatMap((each) => each.statements ?? []);
  return {
    ...(pipelines.length > 0 ? { pipelines } : {}),
    ...(artefacts.length > 0 ? { artefacts } : {}),
    ...(body.length > 0 ? { program: { language: 'python', body, calls: calledNames(body) } } : {}),
  };
}
