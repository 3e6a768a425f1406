import type { Program } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

const SOURCE_ROOTS = ['src', 'lib', 'app', 'python'];
/** Folders that Airflow puts on the path. */
const INNER_ROOTS = ['plugins', 'dags'];

function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

function under(folder: string, path: string): string {
  return folder === '' ? path : `${folder}/${path}`;
}

/** Finds the module that an import names: a file, or the folder of a package. */
export class PythonModules implements ModuleFinder {
  private readonly folders = new Set<string>();
  private readonly bySuffix = new Map<string, string[]>();

  constructor(private readonly programs: ReadonlyMap<string, Program>) {
    for (const path of programs.keys()) this.add(path);
  }

  private add(path: string): void {
    for (let folder = parentOf(path); folder !== ''; folder = parentOf(folder)) this.folders.add(folder);
    const module = path.replace(/(\/__init__)?\.pyw?$/, '');
    const suffix = module.split('/').slice(-2).join('/');
    this.bySuffix.set(suffix, [...(this.bySuffix.get(suffix) ?? []), path]);
  }

  /** The file or package folder of `path` without its extension. */
  private at(path: string): string | undefined {
    if (this.programs.has(`${path}.py`)) return `${path}.py`;
    if (this.programs.has(`${path}/__init__.py`)) return `${path}/__init__.py`;
    return this.folders.has(path) ? path : undefined;
  }

  /** What `module`, imported in the file `from`, is; undefined when the repository has no such module. */
  resolve(from: string, module: string, level: number): string | undefined {
    if (module.includes('/') || /\.(py|ipynb)$/i.test(module)) return this.file(from, module);
    const relative = module.replaceAll('.', '/');
    if (level > 0) {
      let folder = parentOf(from);
      for (let up = 1; up < level; up += 1) folder = parentOf(folder);
      return relative === '' ? this.package(folder) : this.at(under(folder, relative));
    }
    for (let folder = parentOf(from); ; folder = parentOf(folder)) {
      const found = this.at(under(folder, relative)) ?? this.atInner(folder, relative);
      if (found !== undefined) return found;
      if (folder === '') break;
    }
    for (const root of SOURCE_ROOTS) {
      const found = this.at(`${root}/${relative}`);
      if (found !== undefined) return found;
    }
    return this.uniqueSuffix(relative);
  }

  /** A script or notebook that is named by its path: beside the file, from the root, or by the end of a workspace's path. */
  private file(from: string, path: string): string | undefined {
    const parts = path.split('/').filter((part) => part !== '' && part !== '.');
    let folder = parentOf(from);
    for (; parts[0] === '..'; parts.shift()) folder = parentOf(folder);
    const beside = this.named(under(folder, parts.join('/')));
    if (beside !== undefined) return beside;
    for (let cut = 0; cut < parts.length; cut += 1) {
      const found = this.named(parts.slice(cut).join('/'));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private named(path: string): string | undefined {
    return [path, `${path}.py`, `${path}.ipynb`, `${path}.sql`].find((each) => this.programs.has(each));
  }

  private atInner(folder: string, relative: string): string | undefined {
    for (const root of INNER_ROOTS) {
      const found = this.folders.has(under(folder, root))
        ? this.at(under(folder, `${root}/${relative}`))
        : undefined;
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private package(folder: string): string | undefined {
    return this.at(folder) ?? (folder === '' ? '' : undefined);
  }

  /** A dotted name that only one file of the repository ends in; a single word is too often a library's. */
  private uniqueSuffix(relative: string): string | undefined {
    const parts = relative.split('/');
    if (parts.length < 2) return undefined;
    const candidates = this.bySuffix.get(parts.slice(-2).join('/')) ?? [];
    const matching = candidates.filter((path) =>
      `/${path}`.replace(/(\/__init__)?\.pyw?$/, '').endsWith(`/${relative}`),
    );
    return matching.length === 1 ? matching[0] : undefined;
  }

  /** A module below a package. */
  submodule(path: string, name: string): string | undefined {
    if (path.endsWith('/__init__.py')) return this.at(under(parentOf(path), name));
    if (path === '__init__.py') return this.at(name);
    return path.endsWith('.py') ? undefined : this.at(under(path, name));
  }
}
