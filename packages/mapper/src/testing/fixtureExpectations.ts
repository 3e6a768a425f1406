import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { canonicalKey, type DependencyMap, type MapDataset } from '@driftline/contracts';

/** What a map says or a fixture expects, one sentence each, sorted: two lists are equal when nothing is missing or extra. */
export interface Sentences {
  accesses: string[];
  /** Accesses with how sure the map is of them; a fixture names only those that matter. */
  confidences: string[];
  models: string[];
  features: string[];
  unresolved: { at: string; reason: string }[];
}

const CLAUSE = /expect (reads|writes|model|feature|unresolved) ([^;]*)/g;

const CONFIDENCE = /^(.*\S)\s+\((exact|inferred|possible)\)$/s;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** `namespace|name` as the key that its dataset has. */
function keyOf(spelling: string): string {
  const [namespace = '', name = ''] = spelling.trim().split('|');
  return canonicalKey(namespace, name);
}

function modelSentence(at: string, name: string, sources: readonly string[]): string {
  return `${at} ${name} <- ${[...sources].sort().join(', ')}`;
}

/** `reads namespace|name`, and how sure in brackets where that matters. */
function readAccess(expected: Sentences, at: string, kind: string, text: string): void {
  const [whole, spelling = '', confidence] = CONFIDENCE.exec(text.trim()) ?? [text, text];
  const sentence = `${at} ${kind} ${keyOf(confidence === undefined ? whole : spelling)}`;
  expected.accesses.push(sentence);
  if (confidence !== undefined) expected.confidences.push(`${sentence} (${confidence})`);
}

function readClause(expected: Sentences, at: string, kind: string, text: string): void {
  const [left = '', right = ''] = text.split('<-').map((part) => part.trim());
  if (kind === 'unresolved') expected.unresolved.push({ at, reason: text.trim() });
  else if (kind === 'model')
    expected.models.push(modelSentence(at, left, right.split(', ').filter(Boolean).map(keyOf)));
  else if (kind === 'feature') {
    const [source = '', ...columns] = right.split(' ');
    expected.features.push(`${left} <- ${keyOf(source)} ${columns.join(' ')}`);
  } else readAccess(expected, at, kind, text);
}

/** Reads the expectations that stand as comments in the sources of a fixture, beside the line that causes them. */
export function expectedSentences(folder: string): Sentences {
  const expected: Sentences = { accesses: [], confidences: [], models: [], features: [], unresolved: [] };
  for (const path of filesIn(folder)) {
    for (const [index, line] of readFileSync(join(folder, path), 'utf8').split('\n').entries()) {
      for (const [, kind = '', text = ''] of line.matchAll(CLAUSE)) {
        readClause(expected, `${path}:${index + 1}`, kind, text);
      }
    }
  }
  expected.accesses.sort();
  expected.models.sort();
  expected.features.sort();
  return expected;
}

function datasetKey(dataset: MapDataset | undefined): string {
  return dataset ? canonicalKey(dataset.namespace, dataset.name) : 'no dataset';
}

/** The same sentences from a map. Accesses of one line by several activities are one. */
export function mapSentences(map: DependencyMap): Sentences {
  const datasets = new Map(map.datasets.map((dataset) => [dataset.id, dataset]));
  const accesses = new Set<string>();
  const confidences = new Set<string>();
  for (const edge of map.edges) {
    if (edge.relation !== 'reads' && edge.relation !== 'writes') continue;
    const dataset = datasets.get(edge.relation === 'reads' ? edge.from : edge.to);
    for (const { path, line } of edge.evidence) {
      const sentence = `${path}:${line} ${edge.relation} ${datasetKey(dataset)}`;
      accesses.add(sentence);
      confidences.add(`${sentence} (${edge.confidence})`);
    }
  }
  const models = map.models.map(({ id, name, path, line }) => {
    const sources = map.dependencies
      .filter((each) => each.model === id)
      .map((each) => datasetKey(datasets.get(each.source)));
    return modelSentence(`${path}:${line}`, name, sources);
  });
  const features = map.dependencies.flatMap((each) =>
    (each.features ?? []).map(
      ({ feature, columns }) => `${feature} <- ${datasetKey(datasets.get(each.source))} ${columns.join(' ')}`,
    ),
  );
  const unresolved = map.unresolved.map(({ path, line, reason }) => ({ at: `${path}:${line}`, reason }));
  return {
    accesses: [...accesses].sort(),
    confidences: [...confidences],
    models: models.sort(),
    features: features.sort(),
    unresolved,
  };
}
