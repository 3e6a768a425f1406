/** Resolves `.` and `..`; a path that climbs out of the root keeps its leading `..`. */
function normalisePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/** Which paths the repository has, files and folders. */
export class RepositoryPaths {
  private readonly known = new Set<string>();

  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      this.known.add(path);
      for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
        this.known.add(path.slice(0, cut));
    }
  }

  has(path: string): boolean {
    return this.known.has(path);
  }

  /** The only path that ends in this one: a class whose module is not named. */
  endingIn(path: string): string | undefined {
    const ending = `/${path}`;
    const found = [...this.known].filter((each) => each.endsWith(ending));
    return found.length === 1 ? found[0] : undefined;
  }

  /** Every path below a folder. */
  under(folder: string): string[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    return [...this.known].filter((path) => path.startsWith(prefix) && path !== folder);
  }

  /**
   * A local path as seen from the root: as written when that exists or nothing better does, else from the script's folder.
   * Notebooks run in their own folder.
   */
  locate(path: string, script: string): string {
    if (path.startsWith('/')) return normalisePath(path);
    const cut = script.lastIndexOf('/');
    const beside = normalisePath(cut < 0 ? path : `${script.slice(0, cut)}/${path}`);
    const atRoot = normalisePath(path);
    if (atRoot.startsWith('..')) return beside;
    if (/\.ipynb$/i.test(script)) return this.has(atRoot) && !this.has(beside) ? atRoot : beside;
    return !this.has(atRoot) && this.has(beside) ? beside : atRoot;
  }
}
