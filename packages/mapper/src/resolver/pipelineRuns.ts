import type { Command, Pipeline, PipelineStep } from '../facts/pipeline.js';
import type { RepositoryPaths } from './repositoryPaths.js';

/** One script that one step of a pipeline runs, with the words that follow it on the command line. */
export interface PipelineRun {
  pipeline: Pipeline;
  step: PipelineStep;
  /** The file that declares the pipeline. */
  path: string;
  script: string;
  words: string[];
}

const SCRIPT = /\.(py|sql|ipynb|r|sh|scala|bql|hql)$/i;

function moduleOf(command: Command): { script: string; index: number } | undefined {
  const flag = command.indexOf('-m');
  const module = flag >= 0 && /python/.test(command[0] ?? '') ? command[flag + 1] : undefined;
  return module === undefined ? undefined : { script: `${module.replaceAll('.', '/')}.py`, index: flag + 1 };
}

function located(paths: RepositoryPaths, script: string, declaredIn: string): string | undefined {
  const path = paths.locate(script.replace(/^\$\{?\w+\}?\//, ''), declaredIn);
  if (paths.has(path)) return path;
  const relative = path.replace(/^\/+/, '');
  for (let cut = relative.indexOf('/'); cut >= 0; cut = relative.indexOf('/', cut + 1)) {
    if (paths.has(relative.slice(cut + 1))) return relative.slice(cut + 1);
  }
  return undefined;
}

/** Scripts of the repository that a step's commands run. */
export function runsOfStep(
  paths: RepositoryPaths,
  path: string,
  pipeline: Pipeline,
  step: PipelineStep,
): PipelineRun[] {
  return step.commands.flatMap((command): PipelineRun[] => {
    const module = moduleOf(command);
    const index = module?.index ?? command.findIndex((word) => SCRIPT.test(word));
    const named = module?.script ?? command[index];
    const script = named === undefined ? undefined : located(paths, named, path);
    return script === undefined ? [] : [{ pipeline, step, path, script, words: command.slice(index + 1) }];
  });
}
