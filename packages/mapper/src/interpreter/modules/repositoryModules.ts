import type { Program } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';
import { moduleFinderFor } from './moduleFinders.js';

/** Finds the modules of a repository in each of its languages. */
export class RepositoryModules {
  private readonly finders = new Map<string, ModuleFinder>();

  constructor(private readonly programs: ReadonlyMap<string, Program>) {}

  /** The finder of a language, made when it is first asked for. */
  of(language: string): ModuleFinder {
    const known = this.finders.get(language);
    if (known) return known;
    const own = [...this.programs].filter(([, program]) => program.language === language);
    const finder = moduleFinderFor(language)(new Map(own));
    this.finders.set(language, finder);
    return finder;
  }

  /** The finder of the language that a file is written in. */
  ofFile(path: string): ModuleFinder {
    return this.of(this.languageOf(path));
  }

  languageOf(path: string): string {
    return this.programs.get(path)?.language ?? 'python';
  }
}
