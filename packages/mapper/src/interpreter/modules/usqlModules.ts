import type { Program } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

/** Finds scripts that others import, and the script that creates a function or package of the catalogue. */
export class UsqlModules implements ModuleFinder {
  private readonly byName = new Map<string, string>();

  constructor(private readonly programs: ReadonlyMap<string, Program>) {
    for (const [path, { body }] of programs)
      for (const statement of body)
        if (statement.kind === 'function' && !this.byName.has(statement.name))
          this.byName.set(statement.name, path);
  }

  resolve(from: string, module: string): string | undefined {
    const name = module.replaceAll('\\', '/').replace(/^[./]+/, '');
    const folder = from.split('/').slice(0, -1).join('/');
    const beside = folder === '' ? name : `${folder}/${name}`;
    if (this.programs.has(beside)) return beside;
    if (this.programs.has(name)) return name;
    const ending = [...this.programs.keys()].filter((path) => path.endsWith(`/${name}`));
    return ending.length === 1 ? ending[0] : undefined;
  }

  submodule(): undefined {
    return undefined;
  }

  fileOfName(_from: string, name: string): string | undefined {
    return this.byName.get(name);
  }
}
