import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CodedError } from '@driftline/contracts';

/** The compiled worker: beside this file, or in `dist` when this runs from its TypeScript source. */
export function workerFile(): URL {
  const beside = new URL('./analysisWorker.js', import.meta.url);
  const compiled = new URL('../../dist/analysis/analysisWorker.js', import.meta.url);
  const found = [beside, compiled].find((url) => existsSync(fileURLToPath(url)));
  if (found) return found;
  throw new CodedError({
    code: 'mapper_not_built',
    status: 500,
    message: "the mapper's worker is not compiled",
    action: 'run the build, or map with workers: 0',
  });
}
