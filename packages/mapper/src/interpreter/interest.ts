import type { Mentions, ProgramSummary } from '../analysis/programSummary.js';
import { type ActiveNames, dataNames } from './dataNames.js';
import { ImportedModules } from './importedModules.js';
import type { ModuleFinder } from './modules/moduleFinder.js';

/** A piece of code that does not touch data by what is known so far. */
interface Waiting {
  path: string;
  /** Names that the repository defines and the piece mentions: any of them may turn out to touch data. */
  candidates: readonly string[];
  /** Names by which others may use the piece. */
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
    this.close(this.firstPass());
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

  private touches(path: string, mentions: Mentions): boolean {
    const reached = (name: string): boolean => this.reached(path, name);
    const { calls, values, owners } = mentions;
    return (
      this.isActive(path, mentions) || calls.some(reached) || values.some(reached) || owners.some(reached)
    );
  }

  /** Whether code calls what a rule of a library acts on. */
  private isActive(path: string, { calls, methods, values }: Mentions): boolean {
    const active = this.active.get(path);
    return active
      ? calls.some((name) => active.calls(name)) ||
          methods.some((name) => active.methods(name)) ||
          values.some((name) => active.functions(name))
      : false;
  }

  private reached(path: string, name: string): boolean {
    const files = this.touching.get(name);
    if (!files) return false;
    const near = this.modules.near(path);
    for (const file of files) if (near.has(file)) return true;
    return false;
  }

  private give({ path, gives }: Waiting): void {
    this.ofInterest.add(path);
    for (const name of gives) this.touching.set(name, (this.touching.get(name) ?? new Set()).add(path));
  }

  /** Finds what touches data without anybody's help; answers the rest. */
  private firstPass(): Waiting[] {
    const waiting: Waiting[] = [];
    const defined = new Set<string>();
    for (const { definitions, variables } of this.summaries.values())
      for (const { name } of [...definitions, ...variables]) defined.add(name);
    for (const [path, { top, definitions, variables }] of this.summaries) {
      const look = (mentions: Mentions, gives: readonly string[]): void => {
        const all = [...mentions.calls, ...mentions.values, ...mentions.owners];
        const piece = { path, gives, candidates: all.filter((name) => defined.has(name)) };
        if (this.isActive(path, mentions)) this.give(piece);
        else if (piece.candidates.length > 0) waiting.push(piece);
      };
      look(top, []);
      for (const each of variables) look(each, [each.name]);
      for (const each of definitions) look(each, each.kind === 'method' ? [] : [each.name]);
    }
    return waiting;
  }

  /** Whoever uses what touches data touches data. */
  private close(rest: readonly Waiting[]): void {
    let waiting = rest;
    for (let before = -1; before !== waiting.length; ) {
      before = waiting.length;
      waiting = waiting.filter((piece) => {
        if (!piece.candidates.some((name) => this.reached(piece.path, name))) return true;
        this.give(piece);
        return false;
      });
    }
  }
}
