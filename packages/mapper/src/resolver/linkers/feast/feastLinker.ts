import type { ConfigValue } from '../../../facts/configValue.js';
import { isRecord, plainText } from '../configAt.js';
import type { LinkContext, Linker } from '../linker.js';

const STORE = /(^|\/)feature_store\.ya?ml$/;

/** Projects of the feature stores of the repository. */
function projectsOf(configs: ReadonlyMap<string, ConfigValue>): string[] {
  const projects = [...configs].flatMap(([path, value]) => {
    const project = STORE.test(path) && isRecord(value) ? plainText(value.project) : undefined;
    return project ?? [];
  });
  return [...new Set(projects)];
}

/** Feast: views get the project of their store as their namespace, when the repository has one store only. */
export const feastLinker: Linker = {
  name: 'feast',
  finish: ({ configs, recorder }: LinkContext) => {
    const projects = projectsOf(configs);
    const [project] = projects;
    if (project === undefined || projects.length > 1) return;
    for (const { index, namespace, name } of recorder.datasets.records) {
      if (namespace === 'feast') recorder.datasets.rename(index, `feast://${project}`, name);
    }
  },
};
