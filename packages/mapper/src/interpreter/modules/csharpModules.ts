import type { Program } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

const PART = /^<part (\d+)> (.*)$/;

function sharedFolders(left: string, right: string): number {
  const [a, b] = [left.split('/').slice(0, -1), right.split('/').slice(0, -1)];
  let shared = 0;
  while (shared < Math.min(a.length, b.length) && a[shared] === b[shared]) shared += 1;
  return shared;
}

/** Finds the file that declares a class, whatever its namespace: the nearest one when several have that name. */
export class CsharpModules implements ModuleFinder {
  private readonly files = new Map<string, string[]>();

  constructor(programs: ReadonlyMap<string, Program>) {
    for (const [path, { body }] of programs) {
      for (const statement of body) {
        if (statement.kind === 'class') this.add(statement.name, path);
        else if (statement.kind === 'assign') {
          for (const target of statement.targets)
            if (target.kind === 'name' && target.name.startsWith('<')) this.add(target.name, path);
        }
      }
    }
  }

  private add(name: string, path: string): void {
    const known = this.files.get(name);
    if (known === undefined) this.files.set(name, [path]);
    else if (!known.includes(path)) known.push(path);
  }

  /** Namespaces are no files; a numbered part of a class is another file that declares the class. */
  resolve(from: string, module: string): string | undefined {
    const part = PART.exec(module);
    return part ? this.otherPart(from, part[2] ?? '', Number(part[1])) : undefined;
  }

  submodule(): undefined {
    return undefined;
  }

  private otherPart(from: string, name: string, number: number): string | undefined {
    const others = (this.files.get(`<part> ${name}`) ?? []).filter((path) => path !== from);
    return others[number - 1];
  }

  /** The nearest file that declares a class or an extension. */
  fileOfName(from: string, name: string): string | undefined {
    const paths = this.files.get(name);
    if (!paths) return undefined;
    const [first] = paths;
    return paths.reduce<string | undefined>(
      (best, path) =>
        best !== undefined && sharedFolders(best, from) >= sharedFolders(path, from) ? best : path,
      first,
    );
  }
}
