import type { Node } from 'yaml';
import type { Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { entries, field, items, lineOf, shellText, text, variables } from './ciNodes.js';
import type { CiDocument, CiReader } from './ciReader.js';
import { ciStep } from './ciStep.js';

type Values = Readonly<Record<string, string>>;

const MAXIMUM_WAYS = 12;
/** `echo "NAME=value" >> $GITHUB_ENV`: later steps see it. */
const LATER = /echo\s+["']?(\w+)=([^"'\n$]+?)["']?\s*>>\s*["']?\$\{?GITHUB_ENV/g;

/** `${{ expression }}` as a variable of the shell, or its value when the file gives one. */
function expanded(written: string, values: Values): string {
  return written.replace(/\$\{\{\s*([^}]*?)\s*\}\}/g, (_all, expression: string) => {
    const [first = ''] = expression.split(/\s*(?:\|\||&&)\s*/);
    const fallback = /\|\|\s*'([^']*)'/.exec(expression)?.[1];
    const name = first.split('.').at(-1) ?? first;
    if (/^github\.workspace$/.test(first)) return '.';
    const known = values[name] ?? values[first];
    if (known !== undefined) return known;
    if (fallback !== undefined) return fallback;
    return `\${${name.replace(/\W+/g, '_')}}`;
  });
}

function expandedAll(own: Values, values: Values): Record<string, string> {
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, value]): [string, string][] => {
      const filled = expanded(value, values);
      return /^\$\{\w+\}$/.test(filled) ? [] : [[name, filled]];
    }),
  );
}

/** Every combination of a matrix; `include` adds its own. */
function waysOf(document: CiDocument, job: Node | null): Values[] {
  const matrix = field(document, field(document, job, 'strategy'), 'matrix');
  let ways: Values[] = [{}];
  for (const { key, value } of entries(document, matrix)) {
    if (key === 'include' || key === 'exclude') continue;
    const options = items(document, value).flatMap((item) => text(document, item) ?? []);
    if (options.length > 0)
      ways = ways
        .flatMap((way) => options.map((option) => ({ ...way, [key]: option })))
        .slice(0, MAXIMUM_WAYS);
  }
  const included = items(document, field(document, matrix, 'include')).map((item) =>
    variables(document, item),
  );
  const base =
    ways.length === 1 && Object.keys(ways[0] ?? {}).length === 0 && included.length > 0 ? [] : ways;
  return [...base, ...included].slice(0, MAXIMUM_WAYS);
}

/** Ways that a text tells apart. */
function usedWays(ways: readonly Values[], written: string): Values[] {
  const names = new Set([...written.matchAll(/matrix\.([\w-]+)/g)].map((each) => each[1]));
  const different = new Map<string, Values>();
  for (const way of ways) {
    const used = Object.fromEntries(Object.entries(way).filter(([name]) => names.has(name)));
    different.set(JSON.stringify(used), used);
  }
  return [...different.values()];
}

/** `uses: google-github-actions/upload-cloud-storage` copies files. */
function uploaded(document: CiDocument, step: Node, name: string, values: Values): PipelineStep | undefined {
  const uses = text(document, field(document, step, 'uses')) ?? '';
  const given = variables(document, field(document, step, 'with'));
  const [source, target] = [given.path, given.destination];
  if (!uses.includes('upload-cloud-storage') || source === undefined || target === undefined)
    return undefined;
  const files = given.glob === undefined ? '' : `/${expanded(given.glob, values)}`;
  const command = `gsutil cp -r ${expanded(source, values)}${files} gs://${expanded(target, values)}/`;
  return ciStep(name, { text: command, line: lineOf(document, step) }, {});
}

function defaultsOf(document: CiDocument, node: Node | null): string | undefined {
  return text(
    document,
    field(document, field(document, field(document, node, 'defaults'), 'run'), 'working-directory'),
  );
}

function stepsOfJob(
  document: CiDocument,
  job: Node | null,
  name: string,
  outer: Values,
  folder?: string,
): PipelineStep[] {
  const own = { ...outer, ...expandedAll(variables(document, field(document, job, 'env')), outer) };
  const ways = waysOf(document, job);
  const usual = defaultsOf(document, job) ?? folder;
  const later: Record<string, string> = {};
  return items(document, field(document, job, 'steps')).flatMap((step, index): PipelineStep[] => {
    const title =
      text(document, field(document, step, 'name')) ?? text(document, field(document, step, 'id'));
    const label = `${name}.${title ?? `step ${index + 1}`}`;
    const shell = shellText(document, field(document, step, 'run'));
    const values = { ...own, ...later };
    if (!shell) {
      const copy = uploaded(document, step, label, values);
      return copy ? [copy] : [];
    }
    if (/pwsh|powershell|python|cmd/.test(text(document, field(document, step, 'shell')) ?? '')) return [];
    for (const [, variable = '', value = ''] of shell.text.matchAll(LATER)) later[variable] = value;
    const environment = variables(document, field(document, step, 'env'));
    const directory = text(document, field(document, step, 'working-directory')) ?? usual;
    return usedWays(ways, `${shell.text} ${JSON.stringify(environment)} ${directory ?? ''}`).map((way) => {
      const all = { ...values, ...way };
      const given = { ...values, ...expandedAll(environment, all) };
      const suffix = Object.values(way).length > 0 ? ` (${Object.values(way).join(', ')})` : '';
      const body = { ...shell, text: expanded(shell.text, { ...all, ...given }) };
      return ciStep(
        `${label}${suffix}`,
        body,
        given,
        directory === undefined ? undefined : expanded(directory, all),
      );
    });
  });
}

/** Defaults of the inputs that a workflow or an action takes. */
function inputsOf(document: CiDocument): Record<string, string> {
  const on = field(document, document.root, 'on');
  const places = [
    field(document, document.root, 'inputs'),
    ...['workflow_dispatch', 'workflow_call'].map((event) =>
      field(document, field(document, on, event), 'inputs'),
    ),
  ];
  const found: Record<string, string> = {};
  for (const place of places) {
    for (const { key, value } of entries(document, place)) {
      const given = text(document, field(document, value, 'default'));
      if (given !== undefined) found[key] = given;
    }
  }
  return found;
}

/** Workflows and composite actions of GitHub. */
export const githubActions: CiReader = {
  kind: 'github-actions',
  matches: (path) => /(^|\/)\.github\/.*\.ya?ml$/i.test(path) || /(^|\/)action\.ya?ml$/i.test(path),
  readPipelines: (document): Pipeline[] => {
    const { root } = document;
    const inputs = inputsOf(document);
    const values = { ...inputs, ...expandedAll(variables(document, field(document, root, 'env')), inputs) };
    const stem = (document.path.split('/').at(-1) ?? '').replace(/\.\w+$/, '');
    const name = text(document, field(document, root, 'name')) ?? stem;
    const folder = defaultsOf(document, root);
    const jobs = entries(document, field(document, root, 'jobs')).flatMap(({ key, value }) =>
      stepsOfJob(document, value, key, values, folder),
    );
    const own = stepsOfJob(document, field(document, root, 'runs'), 'runs', values);
    const steps = [...jobs, ...own];
    return steps.length > 0 ? [{ name, kind: 'github-actions', line: 1, steps }] : [];
  },
};
