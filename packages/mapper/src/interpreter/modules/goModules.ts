import type { Program, Statement } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

/** Names that a file gives to its package. */
function namesOf(statements: readonly Statement[]): string[] {
  return statements.flatMap((statement): string[] => {
    if (statement.kind === 'function' || statement.kind === 'class') return [statement.name];
    if (statement.kind !== 'assign') return [];
    return statement.targets.flatMap((target) => (target.kind === 'name' ? [target.name] : []));
  });
}

/** Finds packages of the repository: a package is a folder, and its files share their names. */
export class GoModules implements ModuleFinder {
  /** Folder of each module by the path under which it is imported. */
  private readonly modules = new Map<string, string>();
  private readonly files = new Map<string, string[]>();
  private readonly names = new Map<string, Map<string, string>>();

  constructor(programs: ReadonlyMap<string, Program>) {
    for (const [path, program] of programs) {
      const folder = folderOf(path);
      if (path.endsWith('go.mod')) this.addModule(folder, program);
      else if (!path.endsWith('_test.go')) this.addFile(folder, path, program);
    }
  }

  private addModule(folder: string, { body }: Program): void {
    const [first] = body;
    const value = first?.kind === 'assign' && first.value.kind === 'constant' ? first.value.value : undefined;
    if (typeof value === 'string') this.modules.set(value, folder);
  }

  private addFile(folder: string, path: string, { body }: Program): void {
    this.files.set(folder, [...(this.files.get(folder) ?? []), path]);
    const known = this.names.get(folder) ?? new Map<string, string>();
    for (const name of namesOf(body)) if (!known.has(name)) known.set(name, path);
    this.names.set(folder, known);
  }

  /** A package is known by its first file; names of the others are found by `fileOfName`. */
  resolve(_from: string, module: string): string | undefined {
    for (const [prefix, folder] of this.modules) {
      if (module !== prefix && !module.startsWith(`${prefix}/`)) continue;
      const inner = module.slice(prefix.length + 1);
      const path = [folder, inner].filter(Boolean).join('/');
      const found = this.files.get(path)?.[0];
      if (found !== undefined) return found;
    }
    return undefined;
  }

  submodule(): undefined {
    return undefined;
  }

  fileOfName(from: string, name: string): string | undefined {
    return this.names.get(folderOf(from))?.get(name);
  }
}
