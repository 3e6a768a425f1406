import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CodedError } from '@driftline/contracts';

/**
 * The sidecar's compiled entry. When this file runs from its source (tests), that is in the package's
 * dist folder, because a child process has no compiler.
 */
export function sidecarEntry(): string {
  const here = import.meta.url.replace('/platform/src/', '/platform/dist/');
  const file = fileURLToPath(new URL('../../clickhouseServer/sidecarMain.js', here));
  if (existsSync(file)) return file;
  throw new CodedError({
    code: 'build_missing',
    status: 500,
    message: `The compiled event store server ${file} is not there.`,
    action: 'Run `npm run build` first.',
  });
}
