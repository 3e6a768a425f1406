import type { LinkContext, Linker } from '../linker.js';
import type { DbtProject } from './dbtProject.js';
import { loadProjects } from './loadProjects.js';
import { ProjectLinker } from './projectLinker.js';
import { ProjectRelations } from './projectRelations.js';

/** Projects of a resolution: read once, although several steps of it ask. */
const projectsOf = new WeakMap<LinkContext, { projects: DbtProject[]; linkers: ProjectLinker[] }>();

function linked(context: LinkContext): { projects: DbtProject[]; linkers: ProjectLinker[] } {
  const known = projectsOf.get(context);
  if (known) return known;
  const projects = loadProjects(context);
  const relations = projects.map((project) => new ProjectRelations(project, context));
  for (const each of relations) each.peers = relations.filter((other) => other !== each);
  const linkers = relations.map((each) => new ProjectLinker(each, context));
  const found = { projects, linkers };
  projectsOf.set(context, found);
  return found;
}

/** Templates of models and all else that dbt reads; tests move no data. */
function* templatesOf({ root, folders }: DbtProject, context: LinkContext): Generator<string> {
  const prefixes = folders.map((folder) => (root === '' ? `${folder}/` : `${root}/${folder}/`));
  for (const path of context.facts.keys()) {
    if (/\.sql$/i.test(path) && prefixes.some((prefix) => path.startsWith(prefix))) yield path;
  }
}

/** dbt projects: templates are rendered, references resolved, and every model becomes an activity that fills its relation. */
export const dbtLinker: Linker = {
  name: 'dbt',
  claims(context): ReadonlySet<string> {
    return new Set(linked(context).projects.flatMap((project) => [...templatesOf(project, context)]));
  },
  prepare(context): void {
    for (const linker of linked(context).linkers) linker.link();
  },
  finish(context): void {
    for (const linker of linked(context).linkers) linker.finish();
  },
};
