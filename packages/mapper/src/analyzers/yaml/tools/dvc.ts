import { isMap, type Node } from 'yaml';
import type { DeclaredData, PipelineStep, ShellText } from '../../../facts/pipeline.js';
import { entries, field, items, joinedText, lineOf, shellText, text } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';
import { emptyStep, linesOf } from './shellStep.js';
import type { ToolReader } from './toolReader.js';

/** Paths of a list whose items are paths or `path: {options}`. */
function paths(document: CiDocument, node: Node | null): DeclaredData[] {
  return items(document, node).flatMap((item): DeclaredData[] => {
    const [keyed] = isMap(item) ? entries(document, item) : [];
    const path = text(document, item) ?? keyed?.key;
    return path === undefined ? [] : [{ path, line: lineOf(document, item) }];
  });
}

function commands(document: CiDocument, node: Node | null): ShellText | undefined {
  const listed = items(document, node).flatMap((each) => shellText(document, each) ?? []);
  return listed.length > 0 ? joinedText(listed) : shellText(document, node);
}

/** One stage as it is written: its templates are filled when parameters are known. */
function stageOf(document: CiDocument, name: string, node: Node): PipelineStep {
  const stage = field(document, node, 'do') ?? node;
  const step = emptyStep(name, linesOf(document, node));
  const shell = commands(document, field(document, stage, 'cmd'));
  if (shell) step.shell = [shell];
  step.inputs = paths(document, field(document, stage, 'deps'));
  step.outputs = ['outs', 'metrics', 'plots'].flatMap((key) => paths(document, field(document, stage, key)));
  return step;
}

function pipelineOf(document: CiDocument) {
  const stages = entries(document, field(document, document.root, 'stages'));
  const steps = stages.flatMap(({ key, value }) => (value ? [stageOf(document, key, value)] : []));
  return { name: 'dvc', kind: 'dvc', line: 1, steps };
}

/** Where a tracked file was taken from: a URL, or a path of another repository. */
function origin(document: CiDocument, dependency: Node): string | undefined {
  const path = text(document, field(document, dependency, 'path'));
  const repository = text(document, field(document, field(document, dependency, 'repo'), 'url'));
  if (path === undefined) return undefined;
  if (repository === undefined) return path;
  const plain = repository.replace(/^git@([^:]+):/, 'https://$1/').replace(/\.git$/, '');
  return `${plain}/${path}`;
}

function importOf(document: CiDocument) {
  const inputs = items(document, field(document, document.root, 'deps')).flatMap((each): DeclaredData[] => {
    const path = origin(document, each);
    return path === undefined ? [] : [{ path, line: lineOf(document, each) }];
  });
  if (inputs.length === 0) return {};
  const outputs = items(document, field(document, document.root, 'outs')).flatMap((each): DeclaredData[] => {
    const node = field(document, each, 'path');
    const path = text(document, node);
    return path === undefined ? [] : [{ path, line: lineOf(document, node) }];
  });
  const name = (document.path.split('/').at(-1) ?? document.path).replace(/\.dvc$/, '');
  const step = { ...emptyStep(`import ${name}`, linesOf(document, document.root)), inputs, outputs };
  return { pipelines: [{ name: document.path, kind: 'dvc', line: 1, steps: [step] }] };
}

/** DVC: stages of `dvc.yaml`, and what `.dvc` files import. A linker fills parameters and folders. */
export const dvc: ToolReader = {
  name: 'dvc',
  matches: (path) => /(^|\/)dvc\.yaml$|\.dvc$/.test(path),
  read: (document) => {
    if (document.path.endsWith('.dvc')) return importOf(document);
    const pipeline = pipelineOf(document);
    return pipeline.steps.length > 0 ? { pipelines: [pipeline] } : {};
  },
};
