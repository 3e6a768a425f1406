import type { ConfigValue } from '../../../facts/configValue.js';
import type { DeclaredData, Pipeline, PipelineStep } from '../../../facts/pipeline.js';
import { type ConfigRecord, configAt, isRecord, mergedRecords, plainText } from '../configAt.js';
import { fillStep, folderOf, joinedPath } from '../fillSteps.js';
import type { LinkContext, Linker } from '../linker.js';
import { stageItems } from './stageItems.js';

const FILE = /(^|\/)dvc\.yaml$/;
const TRACKED = /\.dvc$/;
const REFERENCE = /\$\{\s*([\w.[\]-]+)\s*\}/g;

/** Values of `params.yaml` and of the files and entries under `vars`. */
function valuesOf(context: LinkContext, folder: string, vars: ConfigValue | undefined): ConfigRecord {
  const records: ConfigRecord[] = [];
  const add = (value: ConfigValue | undefined): void => {
    if (isRecord(value)) records.push(value);
  };
  add(context.configs.get(joinedPath(folder, 'params.yaml')));
  for (const each of Array.isArray(vars) ? vars : []) {
    if (typeof each === 'string') add(context.configs.get(joinedPath(folder, each.split(':')[0] ?? each)));
    else add(each);
  }
  return mergedRecords(records);
}

/** Remotes of `.dvc/config` by name. */
function remotesOf(context: LinkContext, folder: string): ReadonlyMap<string, string> {
  const remotes = new Map<string, string>();
  for (const path of [joinedPath(folder, '.dvc/config'), '.dvc/config']) {
    const config = context.configs.get(path);
    for (const [section, value] of Object.entries(isRecord(config) ? config : {})) {
      const name = /remote\s+"([^"]+)"/.exec(section)?.[1];
      const url = isRecord(value) ? value.url : undefined;
      if (name !== undefined && typeof url === 'string' && !remotes.has(name)) remotes.set(name, url);
    }
  }
  return remotes;
}

/** A path of a stage, from the root of the repository. */
function placed(data: DeclaredData, folder: string, remotes: ReadonlyMap<string, string>): DeclaredData {
  const [, remote = '', rest = ''] = /^remote:\/\/([^/]+)\/(.*)$/.exec(data.path) ?? [];
  const url = remotes.get(remote);
  if (url !== undefined) return { ...data, path: `${url.replace(/\/$/, '')}/${rest}` };
  const outside = /^(\w[\w+.-]*:\/\/|\/|\{)/.test(data.path);
  return outside ? data : { ...data, path: joinedPath(folder, data.path) };
}

function moved(step: PipelineStep, folder: string, remotes: ReadonlyMap<string, string>): PipelineStep {
  const cd = folder === '' ? '' : `cd "${folder}" && `;
  return {
    ...step,
    ...(step.shell
      ? {
          shell: step.shell.map((each) =>
            typeof each === 'string' ? `${cd}${each}` : { ...each, text: `${cd}${each.text}` },
          ),
        }
      : {}),
    inputs: step.inputs.map((data) => placed(data, folder, remotes)),
    outputs: step.outputs.map((data) => placed(data, folder, remotes)),
  };
}

/** Texts filled from records, the first that knows a name; lists and dictionaries become words as DVC writes them. */
function filler(values: ConfigRecord): (text: string) => string {
  return (text) =>
    text.replace(REFERENCE, (_all, path: string) => {
      const value = configAt(values, path);
      if (Array.isArray(value)) return value.map((each) => plainText(each) ?? '').join(' ');
      if (isRecord(value))
        return Object.entries(value)
          .map(([key, each]) => `--${key} ${plainText(each) ?? ''}`)
          .join(' ');
      return plainText(value) ?? `{${path}}`;
    });
}

function linkPipeline(context: LinkContext, path: string, pipeline: Pipeline): Pipeline {
  const folder = folderOf(path);
  const config = context.configs.get(path);
  const stages = isRecord(config) ? config.stages : undefined;
  const outer = valuesOf(context, folder, isRecord(config) ? config.vars : undefined);
  const remotes = remotesOf(context, folder);
  const steps = pipeline.steps.flatMap((step) => {
    const stage = isRecord(stages) ? stages[step.name] : undefined;
    return stageItems(stage, outer).map(({ suffix, values }) => {
      const inner = isRecord(stage) ? valuesOf(context, folder, stage.vars) : {};
      const fill = filler(mergedRecords([outer, inner, values]));
      const wdir = isRecord(stage) ? plainText(configAt(stage, 'do.wdir') ?? stage.wdir) : undefined;
      const filled = fillStep({ ...step, name: `${step.name}${suffix}` }, fill);
      return moved(filled, wdir === undefined ? folder : joinedPath(folder, fill(wdir)), remotes);
    });
  });
  return { ...pipeline, name: folder === '' ? pipeline.name : `${folder}/dvc`, steps };
}

/** DVC: stages with the values of their parameters, one for each item, in the folder where they run. */
export const dvcLinker: Linker = {
  name: 'dvc',
  prepare: (context) => {
    for (const [path, { pipelines }] of [...context.facts]) {
      if (!pipelines) continue;
      if (FILE.test(path))
        context.setPipelines(
          path,
          pipelines.map((each) => linkPipeline(context, path, each)),
        );
      if (!TRACKED.test(path)) continue;
      const [folder, remotes] = [folderOf(path), remotesOf(context, folderOf(path))];
      context.setPipelines(
        path,
        pipelines.map((each) => ({ ...each, steps: each.steps.map((step) => moved(step, folder, remotes)) })),
      );
    }
  },
};
