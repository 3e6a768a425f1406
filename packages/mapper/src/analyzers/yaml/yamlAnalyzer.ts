import { isNode, LineCounter, parseAllDocuments } from 'yaml';
import type { ConfigValue, Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { ciReaders } from './ci/ciReaders.js';
import { readDbtNames } from './readDbtNames.js';
import { readPipelines } from './readPipelines.js';

const MAXIMUM_ALIASES = 50;

/** The plain value, or null when it cannot be one (aliases that explode, keys that are no strings). */
function plainValue(toPlain: () => unknown): ConfigValue {
  try {
    const text = JSON.stringify(toPlain());
    return text === undefined ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function stemOf(path: string): string {
  return (path.split('/').at(-1) ?? path).replace(/\.[^.]*$/, '');
}

function analyze(file: SourceFile): Facts {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(file.text, {
    lineCounter: counter,
    logLevel: 'silent',
    prettyErrors: false,
  });
  const documents = Array.isArray(parsed) ? parsed : [];
  const values = documents.map((document) =>
    plainValue(() => document.toJS({ maxAliasCount: MAXIMUM_ALIASES })),
  );
  const ci = ciReaders.find((reader) => reader.matches(file.path, file.text));
  const pipelines = documents.flatMap((document) => {
    const root = document.contents;
    if (!isNode(root)) return [];
    const lines = { counter };
    return ci
      ? ci.readPipelines({ path: file.path, lines, root, document })
      : readPipelines(lines, file.path, root, stemOf(file.path));
  });
  const facts: Facts = { config: values.length === 1 ? (values[0] ?? null) : values };
  if (pipelines.length > 0) facts.pipelines = pipelines;
  const artefacts = documents.flatMap(({ contents }) =>
    isNode(contents) ? readDbtNames({ counter }, contents) : [],
  );
  if (artefacts.length > 0) facts.artefacts = [...(facts.artefacts ?? []), ...artefacts];
  const error = documents.flatMap((document) => document.errors)[0];
  if (error) facts.problems = [`line ${counter.linePos(error.pos[0]).line}: ${error.message}`];
  return facts;
}

/** YAML: configuration values, and pipelines that say which script runs with which arguments. */
export const yamlAnalyzer: Analyzer = {
  name: 'yaml',
  version: 4,
  maximumBytes: 500_000,
  languageOf: () => 'yaml',
  matches: (path) => /\.ya?ml$/i.test(path) && !/(^|\/)pnpm-lock\.ya?ml$/.test(path),
  prepare: async () => {},
  analyze,
};
