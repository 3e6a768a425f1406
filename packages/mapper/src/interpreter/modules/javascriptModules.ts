import type { Program } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

const ENDINGS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts'];
const INDEXES = ENDINGS.slice(1).map((ending) => `/index${ending}`);
/** What stands for the folder of sources in import paths. */
const ALIAS = /^[@~#$]\/|^~(?=\w)/;

function parentOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? '' : path.slice(0, cut);
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Finds the file that an import of JavaScript or TypeScript names: relative, by an alias of the sources, or a package beside. */
export class JavascriptModules implements ModuleFinder {
  private readonly packages = new Map<string, string[]>();

  constructor(private readonly programs: ReadonlyMap<string, Program>) {
    for (const path of programs.keys()) {
      const found = /(?:^|\/)(?:packages|apps|libs|modules|services)\/([^/]+)\/(.*)$/.exec(path);
      if (found) this.packages.set(found[1] ?? '', [...(this.packages.get(found[1] ?? '') ?? []), path]);
    }
  }

  private at(path: string): string | undefined {
    const plain = path.replace(/\.([cm]?)jsx?$/, '');
    const ending = [...ENDINGS, ...INDEXES].find((each) => this.programs.has(`${path}${each}`));
    if (ending !== undefined) return `${path}${ending}`;
    const typed =
      plain === path
        ? undefined
        : ['.ts', '.tsx', '.mts', '.cts'].find((each) => this.programs.has(`${plain}${each}`));
    return typed === undefined ? undefined : `${plain}${typed}`;
  }

  /** The module below one of the folders around the importing file. */
  private above(from: string, names: readonly string[]): string | undefined {
    for (let folder = parentOf(from); ; folder = parentOf(folder)) {
      for (const name of names) {
        const found = this.at(normalised(`${folder}/${name}`));
        if (found !== undefined) return found;
      }
      if (folder === '') return undefined;
    }
  }

  private ofPackage(module: string): string | undefined {
    const [, name = '', rest = ''] = /^@[^/]+\/([^/]+)\/?(.*)$/.exec(module) ?? [];
    const files = this.packages.get(name) ?? [];
    const wanted = rest === '' ? /^[^/]*\/?(src\/)?index\.[cm]?[jt]sx?$/ : undefined;
    return files.find((path) => {
      const inner = path.slice(path.indexOf(`/${name}/`) + name.length + 2);
      if (wanted) return wanted.test(inner) || /^(src\/)?index\.[cm]?[jt]sx?$/.test(inner);
      return inner.replace(/^src\//, '').replace(/(\/index)?\.[cm]?[jt]sx?$/, '') === rest;
    });
  }

  resolve(from: string, module: string): string | undefined {
    if (/^\.{1,2}(\/|$)/.test(module)) return this.at(normalised(`${parentOf(from)}/${module}`));
    if (ALIAS.test(module)) {
      const rest = module.replace(ALIAS, '');
      return this.above(from, [`src/${rest}`, rest, `app/${rest}`, `lib/${rest}`]);
    }
    if (module.startsWith('@')) return this.ofPackage(module);
    return module.includes('/') ? this.above(from, [module, `src/${module}`]) : undefined;
  }

  submodule(): undefined {
    return undefined;
  }
}
