import type { Program } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0) parts.pop();
    else if (part !== '..') parts.push(part);
  }
  return parts.join('/');
}

/** Finds the script that `source` names: beside the sourcing one, from the root, or the only one with that ending. */
export class ShellModules implements ModuleFinder {
  private readonly byName = new Map<string, string[]>();

  constructor(private readonly programs: ReadonlyMap<string, Program>) {
    for (const path of programs.keys()) {
      const name = path.split('/').at(-1) ?? path;
      this.byName.set(name, [...(this.byName.get(name) ?? []), path]);
    }
  }

  resolve(from: string, module: string): string | undefined {
    const folder = from.includes('/') ? from.slice(0, from.lastIndexOf('/')) : '';
    const candidates = [normalised(`${folder}/${module}`), normalised(module)];
    const found = candidates.find((path) => this.programs.has(path));
    if (found !== undefined) return found;
    const ending = `/${normalised(module)}`;
    const alike = (this.byName.get(ending.split('/').at(-1) ?? '') ?? []).filter((path) =>
      `/${path}`.endsWith(ending),
    );
    return alike.length === 1 ? alike[0] : undefined;
  }

  submodule(): undefined {
    return undefined;
  }
}
