import type { Command, PipelineStep } from '../facts/pipeline.js';
import type { StartRecord } from '../values/records.js';
import type { RepositoryPaths } from './repositoryPaths.js';

/** One script that a step of a pipeline or other code runs, with the words that follow it on the command line. */
export interface PipelineRun {
  /** Name of the step or activity that runs it. */
  name: string;
  script: string;
  words: readonly string[];
  environment: Readonly<Record<string, string>>;
  /** The step that runs it; code that starts it has none. */
  step?: PipelineStep;
}

const SCRIPT = /\.(py|sql|ipynb|r|rmd|qmd|sh|scala|bql|hql)$/i;

function moduleOf(command: Command): { script: string; index: number } | undefined {
  const flag = command.indexOf('-m');
  const module = flag >= 0 && /python/.test(command[0] ?? '') ? command[flag + 1] : undefined;
  return module === undefined ? undefined : { script: `${module.replaceAll('.', '/')}.py`, index: flag + 1 };
}

function located(paths: RepositoryPaths, script: string, declaredIn: string): string | undefined {
  const path = paths.locate(script.replace(/^\$\{?\w+\}?\//, ''), declaredIn);
  if (paths.has(path)) return path;
  const relative = path.replace(/^\/+/, '');
  if (paths.has(relative)) return relative;
  for (let cut = relative.indexOf('/'); cut >= 0; cut = relative.indexOf('/', cut + 1)) {
    if (paths.has(relative.slice(cut + 1))) return relative.slice(cut + 1);
  }
  // A class stands in whatever module of the repository has it.
  return /\.(java|scala|kt)$/.test(relative) ? paths.endingIn(relative) : undefined;
}

/** Scripts of the repository that a step's commands run. */
export function runsOfStep(paths: RepositoryPaths, path: string, step: PipelineStep): PipelineRun[] {
  return step.commands.flatMap((command): PipelineRun[] => {
    const module = moduleOf(command);
    const index = module?.index ?? command.findIndex((word) => SCRIPT.test(word));
    const named = module?.script ?? command[index];
    const script = named === undefined ? undefined : located(paths, named, path);
    return script === undefined
      ? []
      : [
          {
            name: step.name,
            step,
            script,
            words: command.slice(index + 1),
            environment: step.environment,
          },
        ];
  });
}

/** The script that code starts, if the repository has it. */
export function runOfStart(paths: RepositoryPaths, start: StartRecord): PipelineRun | undefined {
  const script = located(paths, start.script, start.place.path);
  if (script === undefined) return undefined;
  const environment = Object.fromEntries(start.environment);
  return { name: start.from.name, script, words: start.words, environment };
}
