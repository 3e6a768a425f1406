import type { Artefact } from '../../../facts/artefact.js';
import type { ConfigValue } from '../../../facts/configValue.js';
import type { DeclaredData, Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { AZURE_DATA } from '../../../libraries/orchestrators/azureml/azureLocation.js';
import { shellCommands } from '../../../syntax/shellWords.js';
import { datasetOfLocation } from '../../datasetOfLocation.js';
import { type ConfigRecord, configAt, isRecord, plainText } from '../configAt.js';
import { folderOf, joinedPath } from '../fillSteps.js';
import type { LinkContext, Linker } from '../linker.js';

const DATA = /^(azureml:|\w[\w+.-]*:\/\/|\.{0,2}\/)/;
const BINDING = /\$\{\{\s*(?:parent\.)?(?:jobs\.([\w-]+)\.)?(inputs|outputs)\.([\w-]+)\s*\}\}/;

interface Job {
  name: string;
  artefact: Artefact;
  body: ConfigRecord;
  /** The file that holds the command, and what it says: the job's own, or its component's. */
  home: string;
  component: ConfigRecord;
}

function artefactsOf(context: LinkContext, path: string, type: string): Artefact[] {
  return (context.facts.get(path)?.artefacts ?? []).filter((each) => each.type === type);
}

function rootBody(context: LinkContext, path: string): ConfigRecord | undefined {
  const [root] = artefactsOf(context, path, 'azureml-root');
  return root && isRecord(root.body) ? root.body : undefined;
}

function jobOf(context: LinkContext, path: string, artefact: Artefact): Job | undefined {
  if (!isRecord(artefact.body)) return undefined;
  const given = plainText(artefact.body.component)?.replace(/^file:/, '');
  const home = given === undefined || given.startsWith('azureml:') ? path : joinedPath(folderOf(path), given);
  const component = home === path ? artefact.body : rootBody(context, home);
  return component ? { name: artefact.name, artefact, body: artefact.body, home, component } : undefined;
}

function port(ports: ConfigValue | undefined, name: string): string | undefined {
  return plainText(configAt(ports, `${name}.value`));
}

/** One pipeline of jobs: values flow from its inputs and from job to job by name. */
class AzurePipeline {
  constructor(
    private readonly name: string,
    private readonly root: ConfigRecord,
    private readonly jobs: ReadonlyMap<string, Job>,
    /** A path with registered names in place. */
    private readonly place: (path: string) => string,
  ) {}

  /** What stands behind a binding such as `${{parent.jobs.prepare.outputs.clean}}`. */
  value(job: Job | undefined, side: 'inputs' | 'outputs', name: string, depth = 0): string | undefined {
    const own = job
      ? (port(job.body[side], name) ?? port(job.component[side], name))
      : port(this.root[side], name);
    const binding = own === undefined ? null : BINDING.exec(own);
    if (!binding || depth > 10) {
      if (own === undefined && side === 'outputs' && job)
        return `azureml://jobs/${this.name}/${job.name}/${name}`;
      return own;
    }
    const [, other, kind, inner = ''] = binding;
    const next = other === undefined ? undefined : this.jobs.get(other);
    return this.value(next, kind === 'outputs' ? 'outputs' : 'inputs', inner, depth + 1);
  }

  step(job: Job): PipelineStep {
    const { artefact } = job;
    const step: PipelineStep = {
      name: job.name,
      line: artefact.line,
      endLine: artefact.endLine,
      commands: [],
      environment: {},
      inputs: [],
      outputs: [],
    };
    const command = plainText(job.component.command);
    const filled = (command ?? '').replace(
      new RegExp(BINDING.source, 'g'),
      (_all, _job, side: string, name: string) => {
        const value = this.value(job, side === 'outputs' ? 'outputs' : 'inputs', name);
        return value === undefined ? `{${name}}` : this.place(value);
      },
    );
    const folder = joinedPath(folderOf(job.home), plainText(job.component.code) ?? '.');
    step.commands = shellCommands(filled).map((words) =>
      words.map((word) => (/\.(py|r|sh|ipynb)$/i.test(word) ? joinedPath(folder, word) : word)),
    );
    step.inputs = this.data(job, 'inputs');
    step.outputs = this.data(job, 'outputs');
    return step;
  }

  private data(job: Job, side: 'inputs' | 'outputs'): DeclaredData[] {
    const ports = job.body[side];
    return Object.entries(isRecord(ports) ? ports : {}).flatMap(([name, each]): DeclaredData[] => {
      const path = this.value(job, side, name);
      const line = Number(isRecord(each) ? each.line : job.artefact.line);
      return path !== undefined && DATA.test(path) ? [{ path: this.place(path), line }] : [];
    });
  }
}

function linkFile(context: LinkContext, path: string, place: (path: string) => string): void {
  const [root] = artefactsOf(context, path, 'azureml-root');
  if (!root || !isRecord(root.body)) return;
  const listed = artefactsOf(context, path, 'azureml-job').flatMap(
    (each) => jobOf(context, path, each) ?? [],
  );
  const isJob =
    /\bcommandJob\b/.test(JSON.stringify(context.configs.get(path)) ?? '') ||
    configAt(context.configs.get(path), 'experiment_name') !== undefined;
  const own =
    listed.length === 0 && isJob && root.body.command !== null ? jobOf(context, path, root) : undefined;
  const jobs = own ? [own] : listed;
  if (jobs.length === 0) return;
  const pipeline = new AzurePipeline(
    root.name,
    root.body,
    new Map(jobs.map((job) => [job.name, job])),
    place,
  );
  const steps = jobs.map((job) => pipeline.step(job));
  const linked: Pipeline = { name: root.name, kind: 'azureml-pipeline', line: root.line, steps };
  context.setPipelines(path, [linked]);
}

/** Registered names: a data asset is its path, a datastore its container. */
function catalogue({ facts, recorder }: LinkContext): Map<string, string> {
  const stores = new Map<string, string>();
  for (const { artefacts } of facts.values()) {
    for (const { type, name, body } of artefacts ?? []) {
      if (typeof body !== 'string') continue;
      if (type === 'azureml-data') recorder.catalogue.set(AZURE_DATA, name, { location: body });
      if (type === 'azureml-datastore') stores.set(name, body);
    }
  }
  return stores;
}

/** A path with the places of registered assets and datastores instead of their names. */
function placeOf({ recorder }: LinkContext, stores: ReadonlyMap<string, string>, path: string): string {
  const { namespace, name } = datasetOfLocation(path);
  const asset = namespace === 'azureml' ? recorder.catalogue.get(AZURE_DATA, name)?.location : undefined;
  const known = asset ?? path;
  const [, store = '', inner = ''] =
    /^azureml:\/\/(?:.*\/)?datastores\/([^/]+)\/(?:paths\/)?(.*)$/.exec(known) ?? [];
  const container = stores.get(store);
  return container === undefined ? known : `${container}/${inner}`;
}

function renameAsset({ recorder }: LinkContext, index: number, location: string): void {
  const { namespace, name } = datasetOfLocation(location);
  recorder.datasets.rename(index, namespace, namespace === 'file' ? recorder.paths.locate(name, '') : name);
}

/** Azure Machine Learning in YAML: pipelines of jobs with their components, data assets and datastores. */
export const azureMlLinker: Linker = {
  name: 'azureml',
  prepare: (context) => {
    const stores = catalogue(context);
    const place = (path: string): string => placeOf(context, stores, path);
    for (const path of [...context.facts.keys()]) linkFile(context, path, place);
  },
  finish: (context) => {
    const { datasets } = context.recorder;
    const stores = catalogue(context);
    for (const { index, namespace, name } of [...datasets.records]) {
      const asset = namespace === 'azureml' ? context.recorder.catalogue.get(AZURE_DATA, name) : undefined;
      if (asset) renameAsset(context, index, asset.location);
    }
    for (const { index, namespace, name } of [...datasets.records]) {
      const store = /^azureml:\/\/datastores\/(.*)$/.exec(namespace)?.[1];
      const place = store === undefined ? undefined : stores.get(store);
      if (place !== undefined) datasets.rename(index, place, name.replace(/^paths\//, ''));
    }
  },
};
