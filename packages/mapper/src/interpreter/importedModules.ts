import type { ProgramSummary } from '../analysis/programSummary.js';
import type { ModuleFinder } from './modules/moduleFinder.js';

/** How far a name of a library is followed through modules that only hand it on. */
const MAXIMUM_HOPS = 3;

interface Import {
  /** Last part of the module's name, which it may be known by. */
  name: string;
  /** The file or folder of the repository; otherwise the first part of a library's name. */
  target?: string;
  library?: string;
  names: ProgramSummary['imports'][number]['names'];
}

function isPackage(path: string): boolean {
  return !path.endsWith('.py') || path.endsWith('__init__.py');
}

/** Which modules and libraries each file of a repository can get names from. */
export class ImportedModules {
  private readonly imports = new Map<string, readonly Import[]>();
  private readonly nearby = new Map<string, ReadonlySet<string>>();
  private readonly identifiers = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly summaries: ReadonlyMap<string, ProgramSummary>,
    private readonly finder: ModuleFinder,
  ) {}

  private importsOf(path: string): readonly Import[] {
    const known = this.imports.get(path);
    if (known) return known;
    const found = (this.summaries.get(path)?.imports ?? []).map(({ module, level, names }): Import => {
      const target = this.finder.resolve(path, module, level);
      const name = module.slice(module.lastIndexOf('.') + 1);
      return target === undefined
        ? { name, names, library: module.split('.', 1)[0] ?? module }
        : { name, names, target };
    });
    this.imports.set(path, found);
    return found;
  }

  /** The file itself and the modules whose names it can use: packages hand on what they import. */
  near(path: string): ReadonlySet<string> {
    const known = this.nearby.get(path);
    if (known) return known;
    const found = new Set([path]);
    const queue = [path];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const module of this.modulesOf(next)) {
        if (found.has(module)) continue;
        found.add(module);
        if (isPackage(module)) queue.push(module);
      }
    }
    this.nearby.set(path, found);
    return found;
  }

  private *modulesOf(path: string): Generator<string> {
    for (const { target, names } of this.importsOf(path)) {
      if (target === undefined) continue;
      yield target;
      for (const { name } of names) {
        const submodule = this.finder.submodule(target, name);
        if (submodule !== undefined) yield submodule;
      }
    }
  }

  /** First parts of the names of libraries that a file uses: those that it imports, or gets from modules that do. */
  librariesOf(path: string): ReadonlySet<string> {
    const found = new Set<string>();
    for (const { library, target, names } of this.importsOf(path)) {
      if (library !== undefined) found.add(library);
      else if (target !== undefined) for (const { name } of names) this.follow(target, name, 0, found);
    }
    return found;
  }

  /** Adds the library that a name of a module comes from, when the module only hands it on. */
  private follow(path: string, wanted: string, hops: number, found: Set<string>): void {
    if (hops === MAXIMUM_HOPS) return;
    for (const { name, library, target, names } of this.importsOf(path)) {
      const given = names.find((each) => each.name === '*' || each.as === wanted || wanted === '*');
      if (!given && name !== wanted) continue;
      if (library !== undefined) found.add(library);
      else if (target !== undefined && given)
        this.follow(target, given.name === '*' ? wanted : given.name, hops + 1, found);
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
