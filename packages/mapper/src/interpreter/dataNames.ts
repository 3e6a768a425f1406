import { libraries } from '../libraries/libraries.js';
import type { Library, Rule } from './machine.js';

/** Names that can touch data in one file. */
export interface ActiveNames {
  /** Whether calling something that is named so can. */
  calls(name: string): boolean;
  /** Whether calling a method that is named so can. */
  methods(name: string): boolean;
  /** Whether a library's function that is named so can, when it is handed on as a value. */
  functions(name: string): boolean;
}

/** A rule that takes no machine cannot touch data: it only says what a call answers. */
function mayTouch(rule: Rule): boolean {
  return rule.length > 1;
}

/** Methods that call what they are given: what that touches is mentioned beside them. */
const HANDED_ON: ReadonlySet<string> = new Set([
  ...['apply', 'applymap', 'assign', 'group_by', 'groupby', 'map', 'pipe', 'transform'],
]);
const CONSTRUCTORS: ReadonlySet<string> = new Set(['__init__', '__call__']);

/** The name by which code mentions what a rule is for: for what constructors do, the name of the type. */
function mentionOf(key: string): string {
  const parts = key.split('.');
  const last = parts.at(-1) ?? key;
  return CONSTRUCTORS.has(last) ? (parts.at(-2) ?? last) : last;
}

/** The first part of a dotted name; empty for a built-in. */
function rootOf(name: string): string {
  return name.includes('.') ? (name.split('.')[0] ?? '') : '';
}

function add(map: Map<string, Set<string>>, name: string, library: string): void {
  map.set(name, (map.get(name) ?? new Set()).add(library));
}

/** Names that the rules of one language act on, with the libraries that must be imported for each. */
class DataNames {
  /** Functions by last name: first parts of the modules that they come from; empty for built-ins. */
  private readonly functions = new Map<string, Set<string>>();
  /** Everything below these modules. */
  private readonly families = new Set<string>();
  private readonly anywhere = new Set<string>();
  /** Methods that count only where one of some names stands: `csv` beside `read`. */
  private readonly beside = new Map<string, Set<string>>();
  constructor(language: string) {
    for (const library of libraries) {
      const speaks = (library.languages ?? ['python']).includes(language);
      if (speaks && library.touchesData !== false) this.addLibrary(library);
    }
  }

  private addLibrary(library: Library): void {
    for (const [name, rule] of Object.entries(library.functions)) {
      if (!mayTouch(rule)) continue;
      if (name.endsWith('.*')) this.families.add(rootOf(name));
      else add(this.functions, mentionOf(name), rootOf(name));
    }
    for (const name of Object.keys(library.decorators ?? {})) this.anywhere.add(mentionOf(name));
    for (const [name, rule] of Object.entries(library.methods)) {
      if (!mayTouch(rule)) continue;
      const mention = mentionOf(name);
      const [star, owner, ...more] = name.split('.');
      if (star !== '*') this.addType(name);
      else if (more.length > 0 && owner) add(this.beside, mention, owner);
      else if (!HANDED_ON.has(mention)) this.anywhere.add(mention);
    }
  }

  /** Whoever calls a method of a library's type has made the object, or was given it by who did. */
  private addType(method: string): void {
    const type = method.split('.').slice(0, -1);
    add(this.functions, type.at(-1) ?? method, rootOf(method));
  }

  /** Names that count in a file that imports these libraries, and mentions or may get these names. */
  activeWith(imported: ReadonlySet<string>, mentioned: (name: string) => boolean): ActiveNames {
    const inFamily = [...this.families].some((root) => imported.has(root));
    const functions = (name: string): boolean => {
      if (inFamily) return true;
      for (const root of this.functions.get(name) ?? []) if (root === '' || imported.has(root)) return true;
      return false;
    };
    const methods = (name: string): boolean => {
      if (this.anywhere.has(name)) return true;
      for (const owner of this.beside.get(name) ?? []) if (mentioned(owner)) return true;
      return false;
    };
    return { functions, methods, calls: (name) => functions(name) || methods(name) };
  }
}

const byLanguage = new Map<string, DataNames>();

/** The names that the rules of a language act on. */
export function dataNames(language: string): DataNames {
  const known = byLanguage.get(language) ?? new DataNames(language);
  byLanguage.set(language, known);
  return known;
}
