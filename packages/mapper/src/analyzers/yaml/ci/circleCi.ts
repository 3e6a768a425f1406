import type { Node } from 'yaml';
import type { Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { entries, field, items, shellText, text, variables } from './ciNodes.js';
import type { CiDocument, CiReader } from './ciReader.js';
import { ciStep } from './ciStep.js';

type Values = Readonly<Record<string, string>>;

/** `<< parameters.name >>`: its default, else a variable of the shell. */
function expanded(written: string, values: Values): string {
  return written.replace(
    /<<\s*(?:pipeline\.)?parameters\.([\w-]+)\s*>>/g,
    (_all, name: string) => values[name] ?? `\${${name.replace(/\W/g, '_')}}`,
  );
}

function defaultsOf(document: CiDocument, node: Node | null): Record<string, string> {
  return Object.fromEntries(
    entries(document, field(document, node, 'parameters')).flatMap(({ key, value }): [string, string][] => {
      const given = text(document, field(document, value, 'default'));
      return given === undefined ? [] : [[key, given]];
    }),
  );
}

function environmentOf(document: CiDocument, job: Node | null): Record<string, string> {
  const images = items(document, field(document, job, 'docker')).map((each) =>
    field(document, each, 'environment'),
  );
  return Object.assign(
    {},
    ...images.map((each) => variables(document, each)),
    variables(document, field(document, job, 'environment')),
  );
}

function stepsOf(document: CiDocument, name: string, job: Node | null, outer: Values): PipelineStep[] {
  const values = { ...outer, ...defaultsOf(document, job) };
  const environment = environmentOf(document, job);
  const usual = text(document, field(document, job, 'working_directory'));
  return items(document, field(document, job, 'steps')).flatMap((step, index): PipelineStep[] => {
    const run = field(document, step, 'run');
    const shell = shellText(
      document,
      text(document, run) === undefined ? field(document, run, 'command') : run,
    );
    if (!shell) return [];
    const title = text(document, field(document, run, 'name')) ?? `step ${index + 1}`;
    const own = { ...environment, ...variables(document, field(document, run, 'environment')) };
    const folder = text(document, field(document, run, 'working_directory')) ?? usual;
    const relative = folder === undefined || /^(~|\/)/.test(folder) ? undefined : expanded(folder, values);
    return [ciStep(`${name}.${title}`, { ...shell, text: expanded(shell.text, values) }, own, relative)];
  });
}

/** CircleCI's jobs and reusable commands; Bitbucket's pipelines have the same list of scripts. */
export const circleCi: CiReader = {
  kind: 'circleci',
  matches: (path) => /(^|\/)\.circleci\/.*\.ya?ml$/i.test(path),
  readPipelines: (document): Pipeline[] => {
    const outer = defaultsOf(document, document.root);
    const steps = ['jobs', 'commands'].flatMap((key) =>
      entries(document, field(document, document.root, key)).flatMap((job) =>
        stepsOf(document, job.key, job.value, outer),
      ),
    );
    return steps.length > 0 ? [{ name: 'circleci', kind: 'circleci', line: 1, steps }] : [];
  },
};
