import type { GitCredential } from './gitCredential.js';

/** One file that a repository lists. `id` is its Git blob id; empty for a plain folder. */
export interface RepositoryFile {
  path: string;
  id: string;
  bytes: number;
}

/** A tree of files that is only read: nothing in it is run, and links are never followed. */
export interface Repository {
  /** The commit that was read; null for a plain folder. */
  readonly commit: string | null;
  readonly files: readonly RepositoryFile[];
  /** Entries that are no regular files, counted by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Contents in any order; a file that cannot be read any more is left out. */
  read(files: readonly RepositoryFile[]): AsyncIterable<{ file: RepositoryFile; content: Buffer }>;
  /** Removes what was cloned. */
  close(): Promise<void>;
}

/** How a repository is reached that lies on a server. */
export interface RemoteOptions {
  credential?: GitCredential | undefined;
  signal?: AbortSignal | undefined;
}

/** How any repository may be reached. */
export interface AccessOptions extends RemoteOptions {
  /** Real paths below which a local repository must lie with everything that Git reads for it; any place by default. */
  roots?: readonly string[] | undefined;
}

export interface RepositoryLimits {
  /** Most files that a repository may list. */
  files: number;
  /** Most bytes that a clone may take on disk. */
  cloneBytes: number;
  /** Milliseconds that a clone may take. */
  cloneTime: number;
}
