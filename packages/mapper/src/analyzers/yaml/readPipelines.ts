import { isMap, isSeq, type Node, type YAMLMap } from 'yaml';
import type { Pipeline, PipelineStep } from '../../facts/pipeline.js';
import { readStep } from './readSteps.js';
import { type Entry, entriesOf, itemsOf, type Lines, lineOfOffset, scalarText } from './yamlTree.js';

const COLLECTIONS: ReadonlySet<string> = new Set(['steps', 'tasks', 'stages', 'services', 'jobs']);
const NAME_KEYS = ['dag_id', 'name', 'pipeline', 'id'];
const MAXIMUM_DEPTH = 8;

const KINDS: readonly [RegExp, string][] = [
  [/(^|\/)dvc\.ya?ml$/i, 'dvc'],
  [/(^|\/)(docker-)?compose[^/]*\.ya?ml$/i, 'compose'],
  [/(^|\/)\.github\/workflows\//, 'github-actions'],
  [/(^|\/)\.gitlab-ci\.ya?ml$/, 'gitlab-ci'],
];

function kindOf(path: string, keys: ReadonlySet<string>): string {
  const known = KINDS.find(([pattern]) => pattern.test(path))?.[1];
  if (known) return known;
  return keys.has('dag_id') || keys.has('schedule_interval') ? 'airflow-dag' : 'pipeline';
}

function stepsOf(lines: Lines, collection: Node | null): PipelineStep[] {
  if (isMap(collection)) {
    return entriesOf(lines, collection).flatMap(({ key, value, line, endLine }) =>
      isMap(value) ? (readStep(lines, value, { name: key, line, endLine }) ?? []) : [],
    );
  }
  return itemsOf(collection).flatMap((item, index) => {
    if (!isMap(item)) return [];
    const [start, end] = item.range ?? [0, 0];
    const line = lineOfOffset(lines, start);
    const endLine = Math.max(line, lineOfOffset(lines, Math.max(start, end - 1)));
    return readStep(lines, item, { name: `step ${index + 1}`, line, endLine }) ?? [];
  });
}

function nameOf(entries: readonly Entry[], fallback: string): string {
  for (const key of NAME_KEYS) {
    const text = scalarText(entries.find((entry) => entry.key === key)?.value ?? null);
    if (text !== undefined) return text;
  }
  return fallback;
}

function childrenOf(lines: Lines, node: Node | null): { name: string; node: Node }[] {
  if (isMap(node)) {
    return entriesOf(lines, node).flatMap(({ key, value }) => (value ? [{ name: key, node: value }] : []));
  }
  return isSeq(node) ? itemsOf(node).map((item, index) => ({ name: `${index + 1}`, node: item })) : [];
}

function pipelinesOfMap(lines: Lines, path: string, map: YAMLMap, name: string): Pipeline[] {
  const entries = entriesOf(lines, map);
  const kind = kindOf(path, new Set(entries.map((entry) => entry.key)));
  return entries
    .filter((entry) => COLLECTIONS.has(entry.key))
    .map((entry): Pipeline => {
      const steps = stepsOf(lines, entry.value);
      return { name: nameOf(entries, name), kind, line: entry.line, steps };
    })
    .filter((pipeline) => pipeline.steps.length > 0);
}

/** Every activity graph that a document declares, at any depth. */
export function readPipelines(
  lines: Lines,
  path: string,
  node: Node | null,
  name: string,
  depth = 0,
): Pipeline[] {
  if (depth > MAXIMUM_DEPTH) return [];
  const own = isMap(node) ? pipelinesOfMap(lines, path, node, name) : [];
  const nested = childrenOf(lines, node).flatMap((child) =>
    readPipelines(lines, path, child.node, COLLECTIONS.has(child.name) ? name : child.name, depth + 1),
  );
  return [...own, ...nested];
}
