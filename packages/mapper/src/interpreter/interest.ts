import type { Mentions, ProgramSummary } from '../analysis/programSummary.js';
import { type ActiveNames, dataNames } from './dataNames.js';
import { ImportedModules } from './importedModules.js';
import type { ModuleFinder } from './modules/moduleFinder.js';

/** Something that touches data makes these names touch data for whoever gets them from the file. */
interface Waiting {
  path: string;
  mentions: Mentions;
  gives: readonly string[];
}

/**
 * Which Python files and functions can touch data by themselves: those that call what a library's rule acts on, or a
 * function or class of the repository that does. Everything else is interpreted only when one of those needs it. Names
 * over-approximate: whatever has the name of something that touches data, in the file or in one that it imports, does too.
 * Methods need no names: who calls one has made its object by a class or function of interest, or was handed it by who did.
 */
export class Interest {
  private readonly modules: ImportedModules;
  /** Files in which functions, classes and variables with the name touch data. */
  private readonly touching = new Map<string, Set<string>>();
  private readonly active = new Map<string, ActiveNames>();
  private readonly ofInterest = new Set<string>();

  constructor(
    private readonly summaries: ReadonlyMap<string, ProgramSummary>,
    finder: ModuleFinder,
  ) {
    this.modules = new ImportedModules(summaries, finder);
    const names = dataNames('python');
    for (const path of summaries.keys()) {
      const libraries = this.modules.librariesOf(path);
      this.active.set(
        path,
        names.activeWith(libraries, (name) => this.modules.mentioned(path, name)),
      );
    }
    this.close();
    for (const [path, { top, definitions }] of summaries) {
      if ([top, ...definitions].some((each) => this.touches(path, each))) this.ofInterest.add(path);
    }
  }

  /** Whether anything in the file can touch data. A file without a summary always may. */
  ofFile(path: string): boolean {
    return this.ofInterest.has(path) || !this.summaries.has(path);
  }

  /** Whether a function or class that stands outside of other functions can touch data; inside of them all may. */
  ofDefinition(path: string, name: string, start: number | undefined): boolean {
    const known = this.summaries
      .get(path)
      ?.definitions.filter((each) => each.name === name && (start === undefined || each.start === start));
    return !known || known.length === 0 || known.some((each) => this.touches(path, each));
  }

  private touches(path: string, { calls, methods, owners, values }: Mentions): boolean {
    const active = this.active.get(path);
    return (
      calls.some((name) => active?.calls(name) || this.reached(path, name)) ||
      methods.some((name) => active?.methods(name)) ||
      values.some((name) => active?.functions(name) || this.reached(path, name)) ||
      owners.some((name) => this.reached(path, name))
    );
  }

  private reached(path: string, name: string): boolean {
    const files = this.touching.get(name);
    if (!files) return false;
    const near = this.modules.near(path);
    for (const file of files) if (near.has(file)) return true;
    return false;
  }

  /** Whoever uses what touches data touches data. */
  private close(): void {
    let waiting = [...this.summaries].flatMap(([path, { definitions, variables }]): Waiting[] => [
      ...variables.map((each) => ({ path, mentions: each, gives: [each.name] })),
      ...definitions.map((each) => ({
        path,
        mentions: each,
        gives: each.kind === 'method' ? [] : [each.name],
      })),
    ]);
    for (let before = -1; before !== waiting.length; ) {
      before = waiting.length;
      waiting = waiting.filter(({ path, mentions, gives }) => {
        if (!this.touches(path, mentions)) return true;
        for (const name of gives) this.touching.set(name, (this.touching.get(name) ?? new Set()).add(path));
        return false;
      });
    }
  }
}
