import type { Program } from '../../facts/program.js';

/** How one language finds the files of the repository that its imports and names mean. */
export interface ModuleFinder {
  /**
   * The file or folder that `module`, imported in the file `from`, is; undefined when the repository has none. `name` is what
   * is imported from it: a package of some languages spans files.
   */
  resolve(from: string, module: string, level: number, name?: string): string | undefined;
  /** A module below a package. */
  submodule(path: string, name: string): string | undefined;
  /** The file whose top level defines a name that `from` uses without importing it: a class of the same package. */
  fileOfName?(from: string, name: string): string | undefined;
  /** The object, with its file, whose member a name is that `from` uses without importing it by name. */
  ownerOfName?(from: string, name: string): { path: string; owner: string } | undefined;
  /** Scripts that run a file in their own environment: they are interpreted first, as the file uses what they set. */
  runners?(path: string): readonly string[];
}

/** Makes the finder of a language from the repository's programs in that language. */
export type ModuleFinderFor = (programs: ReadonlyMap<string, Program>) => ModuleFinder;
