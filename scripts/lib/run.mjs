import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The checkout's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a command with inherited output and ends this process with the command's exit code when it fails.
 * @param {string} what sentence for a person: what this step is for
 */
export function run(what, command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.status === 0) return;
  const reason = result.error ? result.error.message : `exit code ${result.status ?? result.signal}`;
  console.error(`\n${what} failed: ${command} ${args.join(' ')} (${reason})`);
  process.exit(result.status ?? 1);
}

/** True when a program of that name is on the PATH. */
export function hasProgram(name) {
  return spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;
}
