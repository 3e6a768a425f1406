import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '@driftline/contracts';

const BETWEEN_LOOKS = 250;

async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        lstat(join(entry.parentPath ?? folder, entry.name)).then(
          (each) => each.size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

export interface SizeWatch {
  /** Aborts when the folder grew beyond its limit. */
  readonly signal: AbortSignal;
  /** `repository_too_large`, once it did. */
  readonly error: CodedError | undefined;
  /** Looks once more. @throws CodedError `repository_too_large` */
  check(): Promise<void>;
  stop(): void;
}

/** Looks again and again how large a folder is until it is stopped. */
export function watchSize(folder: string, limit: number): SizeWatch {
  const controller = new AbortController();
  let error: CodedError | undefined;
  const look = async (): Promise<void> => {
    if (error || (await bytesIn(folder)) <= limit) return;
    error = new CodedError({
      code: 'repository_too_large',
      status: 413,
      message: `the clone is larger than ${limit} bytes`,
      action: 'raise the limit',
    });
    controller.abort();
  };
  const timer = setInterval(look, BETWEEN_LOOKS);
  return {
    signal: controller.signal,
    get error() {
      return error;
    },
    check: async () => {
      await look();
      if (error) throw error;
    },
    stop: () => clearInterval(timer),
  };
}
