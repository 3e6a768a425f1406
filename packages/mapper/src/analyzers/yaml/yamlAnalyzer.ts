import { isNode } from 'yaml';
import type { Artefact } from '../../facts/artefact.js';
import type { ConfigValue } from '../../facts/configValue.js';
import type { Facts } from '../../facts/facts.js';
import type { Pipeline } from '../../facts/pipeline.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { ciReaders } from './ci/ciReaders.js';
import { type ParsedYaml, parseYaml } from './parseYaml.js';
import { isTemplate, plainTemplate } from './plainTemplate.js';
import { readDbtNames } from './readDbtNames.js';
import { readPipelines } from './readPipelines.js';
import { readTools } from './readTools.js';

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

/** Steps of a file that no tool's reader knows, or of a service of continuous integration. */
function pipelinesOf(path: string, text: string, { documents, counter }: ParsedYaml): Pipeline[] {
  const ci = ciReaders.find((reader) => reader.matches(path, text));
  return documents.flatMap((document) => {
    const root = document.contents;
    if (!isNode(root)) return [];
    const lines = { counter };
    return ci
      ? ci.readPipelines({ path, lines, root, document })
      : readPipelines(lines, path, root, stemOf(path));
  });
}

function dbtNames({ documents, counter }: ParsedYaml): Artefact[] {
  return documents.flatMap(({ contents }) => (isNode(contents) ? readDbtNames({ counter }, contents) : []));
}

function analyze({ path, text }: SourceFile): Facts {
  const template = isTemplate(path, text);
  const plain = template ? plainTemplate(text) : text;
  const parsed = parseYaml(plain);
  const values = parsed.documents.map((document) =>
    plainValue(() => document.toJS({ maxAliasCount: MAXIMUM_ALIASES })),
  );
  const ci = ciReaders.some((reader) => reader.matches(path, plain));
  const tools = ci ? undefined : readTools(path, plain, parsed);
  const pipelines = tools ? (tools.pipelines ?? []) : pipelinesOf(path, plain, parsed);
  const artefacts = [...(tools?.artefacts ?? []), ...dbtNames(parsed)];
  const facts: Facts = { config: values.length === 1 ? (values[0] ?? null) : values };
  if (pipelines.length > 0) facts.pipelines = pipelines;
  if (artefacts.length > 0) facts.artefacts = artefacts;
  if (tools?.program) facts.program = tools.program;
  const error = parsed.documents.flatMap((document) => document.errors)[0];
  if (error && !template)
    facts.problems = [`line ${parsed.counter.linePos(error.pos[0]).line}: ${error.message}`];
  return facts;
}

/** YAML: configuration values, and pipelines that say which script runs with which arguments. */
export const yamlAnalyzer: Analyzer = {
  name: 'yaml',
  version: 5,
  maximumBytes: 500_000,
  languageOf: () => 'yaml',
  matches: (path) =>
    /\.(ya?ml|dvc)$/i.test(path) ? !/(^|\/)pnpm-lock\.ya?ml$/.test(path) : /(^|\/)MLproject$/.test(path),
  prepare: async () => {},
  analyze,
};
