import type { Node } from 'yaml';
import type { PipelineStep } from '../../../facts/pipeline.js';
import { field, items, lineOf, text, variables } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';
import { containerShell, emptyStep, linesOf } from './shellStep.js';
import type { ToolReader } from './toolReader.js';

const KINDS =
  /^(Job|CronJob|Deployment|StatefulSet|DaemonSet|Pod|RayJob|PyTorchJob|TFJob|SparkApplication|ScheduledSparkApplication)$/;

/** Every list of containers below a node: pods are nested differently in each kind. */
function containersOf(document: CiDocument, node: Node | null, depth = 0): Node[] {
  if (!node || depth > 8) return [];
  const own = ['containers', 'initContainers'].flatMap((key) => items(document, field(document, node, key)));
  const inner = ['spec', 'template', 'jobTemplate', 'pytorchReplicaSpecs', 'Master', 'Worker'].flatMap(
    (key) => containersOf(document, field(document, node, key), depth + 1),
  );
  return [...own, ...inner];
}

function stepOf(document: CiDocument, container: Node): PipelineStep | undefined {
  const shell = containerShell(
    document,
    field(document, container, 'command'),
    field(document, container, 'args'),
  );
  const environment = variables(document, field(document, container, 'env'));
  if (!shell && Object.keys(environment).length === 0) return undefined;
  const name = text(document, field(document, container, 'name')) ?? 'container';
  const step = emptyStep(name, linesOf(document, container));
  if (shell) step.shell = [shell];
  step.environment = environment;
  return step;
}

/** The operator for Spark names the main file and its arguments. */
function sparkStep(document: CiDocument, spec: Node | null): PipelineStep[] {
  const inner = field(document, spec, 'template') ?? spec;
  const file = field(document, inner, 'mainApplicationFile');
  const path = text(document, file);
  if (!file || path === undefined) return [];
  const words = items(document, field(document, inner, 'arguments')).map(
    (each) => text(document, each) ?? '',
  );
  return [
    {
      ...emptyStep('spark', linesOf(document, file)),
      commands: [[path.replace(/^local:\/\//, ''), ...words]],
    },
  ];
}

/** Jobs, scheduled jobs and services of Kubernetes: what their containers run. */
export const kubernetes: ToolReader = {
  name: 'kubernetes',
  matches: (path, content) =>
    /^\s*kind:\s*["']?[A-Z]/m.test(content) &&
    /^apiVersion:/m.test(content) &&
    !/(^|\/)kustomization\./.test(path),
  read: (document) => {
    const { root } = document;
    const kind = text(document, field(document, root, 'kind')) ?? '';
    if (!KINDS.test(kind)) return {};
    const name =
      text(document, field(document, field(document, root, 'metadata'), 'name')) ?? kind.toLowerCase();
    const spec = field(document, root, 'spec');
    const steps = [
      ...containersOf(document, root).flatMap((each) => stepOf(document, each) ?? []),
      ...sparkStep(document, spec),
    ];
    return steps.length > 0
      ? { pipelines: [{ name, kind: 'kubernetes', line: lineOf(document, root), steps }] }
      : {};
  },
};
