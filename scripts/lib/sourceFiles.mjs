import { spawnSync } from 'node:child_process';
import { root } from './run.mjs';

/** Paths that Git knows or would take, from the root. */
export function trackedFiles(...paths) {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate', ...paths], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed.stdout.split('\n').filter((path) => path !== '');
}

const SOURCE = /^(packages|apps)\/[^/]+\/src\/.*\.tsx?$/;
const SUPPORT = /\.(test|itest|e2e)\.tsx?$|\/(fixtures|fakes|testing|golden)\/|\.d\.ts$/;

/** TypeScript that runs in production: no tests and nothing that only they use. */
export function sourceFiles() {
  return trackedFiles('packages', 'apps').filter((path) => SOURCE.test(path) && !SUPPORT.test(path));
}
