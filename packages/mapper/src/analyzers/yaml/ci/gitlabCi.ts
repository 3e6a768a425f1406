import type { Node } from 'yaml';
import type { Pipeline, PipelineStep, ShellText } from '../../../facts/pipeline.js';
import { entries, field, items, joinedText, resolved, shellText, text, variables } from './ciNodes.js';
import type { CiDocument, CiReader } from './ciReader.js';
import { ciStep } from './ciStep.js';

type Values = Readonly<Record<string, string>>;

const SCRIPTS = ['before_install', 'install', 'before_script', 'script', 'after_script', 'after_success'];
const MAXIMUM_PARENTS = 6;

/** A job with what it takes over by `extends`, the nearest first. */
function lineage(document: CiDocument, job: Node | null, depth = 0): Node[] {
  const own = resolved(document, job);
  if (!own || depth > MAXIMUM_PARENTS) return [];
  const parents = field(document, own, 'extends');
  const names = [text(document, parents), ...items(document, parents).map((each) => text(document, each))];
  const inherited = names.flatMap((name) =>
    name === undefined ? [] : lineage(document, field(document, document.root, name), depth + 1),
  );
  return [own, ...inherited];
}

function scriptOf(document: CiDocument, nodes: readonly Node[], key: string): ShellText[] {
  for (const node of nodes) {
    const value = field(document, node, key);
    const lines = items(document, value);
    const texts = (lines.length > 0 ? lines : [value]).flatMap((each) => shellText(document, each) ?? []);
    if (texts.length > 0) return texts;
  }
  return [];
}

function stepOf(document: CiDocument, job: Node | null, name: string, outer: Values): PipelineStep[] {
  const nodes = lineage(document, job);
  const inherited = [...nodes]
    .reverse()
    .map((node) => variables(document, field(document, node, 'variables')));
  const environment: Values = Object.assign({}, outer, ...inherited);
  return SCRIPTS.flatMap((key) => {
    const shell = joinedText(scriptOf(document, nodes, key));
    return shell ? [ciStep(key === 'script' ? name : `${name}.${key}`, shell, environment)] : [];
  });
}

/** GitLab's jobs, which are the top-level mappings with a script, and the same form of other services. */
export const gitlabCi: CiReader = {
  kind: 'gitlab-ci',
  matches: (path) =>
    /(^|\/)\.gitlab-ci[^/]*\.ya?ml$|(^|\/)\.gitlab\/.*\.ya?ml$|(^|\/)\.travis\.ya?ml$/i.test(path),
  readPipelines: (document): Pipeline[] => {
    const { root, path } = document;
    const outer = variables(document, field(document, root, 'variables'));
    const jobs = entries(document, root).flatMap(({ key, value }) =>
      key.startsWith('.') || key === 'default' ? [] : stepOf(document, value, key, outer),
    );
    const own = stepOf(document, root, 'main', outer);
    const steps = [...jobs, ...own];
    const kind = path.includes('travis') ? 'travis-ci' : 'gitlab-ci';
    return steps.length > 0 ? [{ name: kind, kind, line: 1, steps }] : [];
  },
};
