import type { Program, Statement } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

function under(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Names that the top level of a program sets. */
function definedNames(program: Program): string[] {
  return program.body.flatMap((statement): string[] => {
    if (statement.kind === 'function' || statement.kind === 'class') return [statement.name];
    if (statement.kind !== 'assign') return [];
    return statement.targets.flatMap((target) => (target.kind === 'name' ? [target.name] : []));
  });
}

/** Scripts that a program runs, in order, wherever it does. */
function sourcesOf(statements: readonly Statement[], depth = 0): string[] {
  if (depth > 8) return [];
  return statements.flatMap((statement): string[] => {
    if (statement.kind === 'import')
      return statement.names.some(({ name }) => name === '*') ? [statement.module] : [];
    if (statement.kind === 'branch')
      return statement.options.flatMap((option) => sourcesOf(option, depth + 1));
    if (statement.kind === 'loop' || statement.kind === 'function')
      return sourcesOf(statement.body, depth + 1);
    return [];
  });
}

/**
 * R has no modules: scripts share one environment. `source` runs a file, all files of a package's `R` folder see each
 * other, and a script that another one runs sees what that one, and what it ran before, has set.
 */
export class RModules implements ModuleFinder {
  /** The file of each name, by `R` folder. */
  private readonly packages = new Map<string, Map<string, string>>();
  private readonly names = new Map<string, Set<string>>();
  private readonly bySuffix = new Map<string, string[]>();
  /** For each script, the files whose names it sees because they run before it in the script that runs both. */
  private readonly seenBy = new Map<string, string[]>();
  private readonly runnersOf = new Map<string, string[]>();

  constructor(private readonly programs: ReadonlyMap<string, Program>) {
    for (const [path, program] of programs) this.add(path, program);
    for (const [path, program] of programs) this.addSources(path, program);
  }

  private add(path: string, program: Program): void {
    const names = definedNames(program);
    this.names.set(path, new Set(names));
    const base = path.split('/').at(-1) ?? path;
    this.bySuffix.set(base, [...(this.bySuffix.get(base) ?? []), path]);
    const folder = parentOf(path);
    if (folder !== 'R' && !folder.endsWith('/R')) return;
    const known = this.packages.get(folder) ?? new Map<string, string>();
    for (const name of names) known.set(name, path);
    this.packages.set(folder, known);
  }

  private addSources(path: string, program: Program): void {
    const before: string[] = [];
    for (const module of sourcesOf(program.body)) {
      const file = this.resolve(path, module);
      if (file === undefined || file === path) continue;
      this.seenBy.set(file, [...(this.seenBy.get(file) ?? []), ...[...before].reverse(), path]);
      this.runnersOf.set(file, [...(this.runnersOf.get(file) ?? []), path]);
      before.push(file);
    }
  }

  /** The script that `source(module)` runs: beside the file, in a folder above, or the only one whose path ends so. */
  resolve(from: string, module: string): string | undefined {
    const relative = normalised(module);
    for (let folder = parentOf(from); ; folder = parentOf(folder)) {
      const path = normalised(under(folder, module));
      if (this.programs.has(path)) return path;
      if (folder === '') break;
    }
    const candidates = this.bySuffix.get(relative.split('/').at(-1) ?? '') ?? [];
    const written = relative.replace(/^(\.\.\/)+/, '');
    const matching = candidates.filter((path) => `/${path}`.endsWith(`/${written}`));
    return matching.length === 1 ? matching[0] : undefined;
  }

  runners(path: string): readonly string[] {
    return this.runnersOf.get(path) ?? [];
  }

  submodule(): undefined {
    return undefined;
  }

  /** A name of the package around the file, or of a script that ran before it. */
  fileOfName(from: string, name: string): string | undefined {
    for (const file of this.seenBy.get(from) ?? []) {
      if (this.names.get(file)?.has(name)) return file;
    }
    for (let folder = parentOf(from); ; folder = parentOf(folder)) {
      const own = folder === 'R' || folder.endsWith('/R') ? folder : under(folder, 'R');
      const found = this.packages.get(own)?.get(name);
      if (found !== undefined) return found;
      if (folder === '') return undefined;
    }
  }
}
