import type { ProgramSummary } from '../analysis/programSummary.js';
import type { ModuleFinder } from './modules/moduleFinder.js';

/** How far a name of a library is followed through modules that only hand it on. */
const MAXIMUM_HOPS = 3;

function isPackage(path: string): boolean {
  return !path.endsWith('.py') || path.endsWith('__init__.py');
}

/** Which modules and libraries each file of a repository can get names from. */
export class ImportedModules {
  private readonly direct = new Map<string, string[]>();
  private readonly nearby = new Map<string, ReadonlySet<string>>();
  private readonly identifiers = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly summaries: ReadonlyMap<string, ProgramSummary>,
    private readonly finder: ModuleFinder,
  ) {}

  /** Modules of the repository that a file imports by itself. */
  private importedBy(path: string): readonly string[] {
    const known = this.direct.get(path);
    if (known) return known;
    const found: string[] = [];
    for (const { module, level, names } of this.summaries.get(path)?.imports ?? []) {
      const target = this.finder.resolve(path, module, level);
      if (target === undefined) continue;
      found.push(target);
      for (const { name } of names) {
        const submodule = this.finder.submodule(target, name);
        if (submodule !== undefined) found.push(submodule);
      }
    }
    this.direct.set(path, found);
    return found;
  }

  /** The file itself and the modules whose names it can use: packages hand on what they import. */
  near(path: string): ReadonlySet<string> {
    const known = this.nearby.get(path);
    if (known) return known;
    const found = new Set([path]);
    const queue = [...this.importedBy(path)];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      if (isPackage(next)) queue.push(...this.importedBy(next));
    }
    this.nearby.set(path, found);
    return found;
  }

  /** First parts of the names of libraries that a file uses: those that it imports, or gets from modules that do. */
  librariesOf(path: string): ReadonlySet<string> {
    const found = new Set<string>();
    this.addLibraries(path, undefined, 0, found);
    return found;
  }

  private addLibraries(
    path: string,
    only: ReadonlySet<string> | undefined,
    hops: number,
    found: Set<string>,
  ): void {
    for (const { module, level, names } of this.summaries.get(path)?.imports ?? []) {
      const given = names.filter((each) => each.name === '*' || !only || only.has(each.as));
      if (only && given.length === 0 && !only.has(module.split('.').at(-1) ?? module)) continue;
      const target = this.finder.resolve(path, module, level);
      if (target === undefined) found.add(module.split('.')[0] ?? module);
      else if (hops < MAXIMUM_HOPS && given.length > 0) {
        const everything = given.some((each) => each.name === '*');
        this.addLibraries(
          target,
          everything ? only : new Set(given.map((each) => each.name)),
          hops + 1,
          found,
        );
      }
    }
  }

  /** Whether a name stands in a file or in a module that it can get names from. */
  mentioned(path: string, name: string): boolean {
    for (const file of this.near(path)) if (this.identifiersOf(file).has(name)) return true;
    return false;
  }

  private identifiersOf(path: string): ReadonlySet<string> {
    const known = this.identifiers.get(path);
    if (known) return known;
    const summary = this.summaries.get(path);
    const found = new Set<string>();
    for (const each of summary ? [summary.top, ...summary.definitions] : []) {
      for (const names of [each.calls, each.owners, each.values]) for (const name of names) found.add(name);
    }
    this.identifiers.set(path, found);
    return found;
  }
}
