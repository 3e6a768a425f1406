import type { Node } from 'yaml';
import type { DeclaredData, Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { entries, field, items, lineOf, shellText, text, variables } from '../ci/ciNodes.js';
import type { CiDocument } from '../ci/ciReader.js';
import { containerShell, emptyStep, linesOf } from './shellStep.js';
import type { ToolReader } from './toolReader.js';

type Values = ReadonlyMap<string, string>;

const KINDS = /^(Cron)?Workflow(Template)?$|^ClusterWorkflowTemplate$/;
const HOLE = /\{\{=?\s*([\w.-]+)\s*\}\}/g;
const MAXIMUM_STEPS = 500;

/** Values of parameters by the names that templates give them. */
function parameters(document: CiDocument, node: Node | null, prefix: string): [string, string][] {
  return items(document, field(document, node, 'parameters')).flatMap((each): [string, string][] => {
    const name = text(document, field(document, each, 'name'));
    const value =
      text(document, field(document, each, 'value')) ?? text(document, field(document, each, 'default'));
    return name === undefined || value === undefined ? [] : [[`${prefix}.${name}`, value]];
  });
}

/** What no parameter gives is a hole. */
function filled(value: string, values: Values): string {
  return value.replace(HOLE, (_all, name: string) => values.get(name) ?? `{${name.split('.').at(-1)}}`);
}

/** Where an artefact lies in its store. */
function artefactPath(document: CiDocument, artefact: Node): string | undefined {
  const [s3, gcs] = [field(document, artefact, 's3'), field(document, artefact, 'gcs')];
  for (const [scheme, store] of [
    ['s3', s3],
    ['gs', gcs],
  ] as const) {
    const key = text(document, field(document, store, 'key'));
    const bucket = text(document, field(document, store, 'bucket')) ?? '{artifact_bucket}';
    if (key !== undefined) return `${scheme}://${bucket}/${key}`;
  }
  const place = field(document, artefact, 'http') ?? field(document, artefact, 'hdfs');
  return text(document, field(document, place, 'url')) ?? text(document, field(document, place, 'path'));
}

function artefacts(
  document: CiDocument,
  template: Node,
  side: 'inputs' | 'outputs',
  values: Values,
): DeclaredData[] {
  return items(document, field(document, field(document, template, side), 'artifacts')).flatMap((each) => {
    const path = artefactPath(document, each);
    return path === undefined ? [] : [{ path: filled(path, values), line: lineOf(document, each) }];
  });
}

/** A template that runs a container or a script, with these values. */
function leafStep(
  document: CiDocument,
  template: Node,
  name: string,
  values: Values,
): PipelineStep | undefined {
  const [container, script] = [field(document, template, 'container'), field(document, template, 'script')];
  const runner = container ?? script;
  if (!runner) return undefined;
  const step = emptyStep(name, linesOf(document, template));
  const command = field(document, runner, 'command');
  const source = shellText(document, field(document, runner, 'source'));
  const language = /python/.test(
    items(document, command)
      .map((each) => text(document, each))
      .join(' '),
  )
    ? 'python'
    : 'shell';
  const code = script ? source : containerShell(document, command, field(document, runner, 'args'));
  if (code)
    step.shell = [{ text: filled(code.text, values), line: code.line, ...(script ? { language } : {}) }];
  const environment = Object.entries(variables(document, field(document, runner, 'env')));
  step.environment = Object.fromEntries(environment.map(([key, value]) => [key, filled(value, values)]));
  step.inputs = artefacts(document, template, 'inputs', values);
  step.outputs = artefacts(document, template, 'outputs', values);
  return step;
}

/** Tasks of a graph and groups of steps that run one after another. */
function callsOf(document: CiDocument, template: Node): Node[] {
  const tasks = items(document, field(document, field(document, template, 'dag'), 'tasks'));
  return [...tasks, ...items(document, field(document, template, 'steps'))];
}

class ArgoWorkflow {
  private readonly templates = new Map<string, Node>();
  private readonly used = new Set<string>();
  readonly steps: PipelineStep[] = [];

  constructor(
    private readonly document: CiDocument,
    private readonly spec: Node,
  ) {
    for (const each of items(document, field(document, spec, 'templates'))) {
      const name = text(document, field(document, each, 'name'));
      if (name !== undefined) this.templates.set(name, each);
    }
  }

  /** Runs the entry point, then whatever templates nothing has called: others may call them. */
  run(): void {
    const given = new Map(
      parameters(this.document, field(this.document, this.spec, 'arguments'), 'workflow.parameters'),
    );
    const entry = text(this.document, field(this.document, this.spec, 'entrypoint'));
    if (entry !== undefined) this.call(entry, entry, given, 0);
    for (const name of this.templates.keys()) if (!this.used.has(name)) this.call(name, name, given, 0);
  }

  private call(name: string, task: string, outer: Values, depth: number): void {
    const template = this.templates.get(name);
    if (!template || depth > 8 || this.steps.length > MAXIMUM_STEPS) return;
    this.used.add(name);
    const defaults = parameters(this.document, field(this.document, template, 'inputs'), 'inputs.parameters');
    const values = new Map([
      ...defaults.map(([key, value]) => [key, filled(value, outer)] as const),
      ...outer,
    ]);
    const step = leafStep(this.document, template, task, values);
    if (step) this.steps.push(step);
    for (const call of callsOf(this.document, template)) this.callTask(call, values, depth);
  }

  private callTask(call: Node, values: Values, depth: number): void {
    const { document } = this;
    const name = text(document, field(document, call, 'template'));
    const task = text(document, field(document, call, 'name')) ?? name;
    if (name === undefined || task === undefined) return;
    const items_ = this.itemsOf(call);
    for (const item of items_.length > 0 ? items_ : [new Map<string, string>()]) {
      const known = new Map([...values, ...item]);
      const given = parameters(document, field(document, call, 'arguments'), 'inputs.parameters');
      const own = given.map(([key, value]) => [key, filled(value, known)] as const);
      const workflow = [...values].filter(([key]) => key.startsWith('workflow.'));
      const suffix = item.get('item');
      this.call(
        name,
        suffix === undefined ? task : `${task}(${suffix})`,
        new Map([...workflow, ...own]),
        depth + 1,
      );
    }
  }

  private itemsOf(call: Node): Map<string, string>[] {
    return items(this.document, field(this.document, call, 'withItems')).map((item) => {
      const plain = text(this.document, item);
      if (plain !== undefined) return new Map([['item', plain]]);
      return new Map(
        entries(this.document, item).flatMap(({ key, value }) => {
          const each = text(this.document, value);
          return each === undefined ? [] : [[`item.${key}`, each] as const];
        }),
      );
    });
  }
}

/** Argo Workflows. */
export const argo: ToolReader = {
  name: 'argo',
  matches: (_path, content) => /apiVersion:\s*["']?argoproj\.io\//.test(content),
  read: (document) => {
    const { root } = document;
    const kind = text(document, field(document, root, 'kind')) ?? '';
    if (!KINDS.test(kind)) return undefined;
    const metadata = field(document, root, 'metadata');
    const name =
      text(document, field(document, metadata, 'name')) ??
      text(document, field(document, metadata, 'generateName')) ??
      'workflow';
    const outer = field(document, root, 'spec');
    const spec = field(document, outer, 'workflowSpec') ?? outer;
    if (!spec) return undefined;
    const workflow = new ArgoWorkflow(document, spec);
    workflow.run();
    const pipeline: Pipeline = {
      name: name.replace(/-$/, ''),
      kind: 'argo-workflow',
      line: lineOf(document, root),
      steps: workflow.steps,
    };
    return workflow.steps.length > 0 ? { pipelines: [pipeline] } : {};
  },
};
