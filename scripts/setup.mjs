/** Installs what is missing and builds. `--build`: compile too. `--test`: also what the tests need from Debian. */
import { join } from 'node:path';
import { unlessUnchanged } from './lib/fingerprint.mjs';
import { root, run } from './lib/run.mjs';
import { suites } from './lib/suites.mjs';
import { installMissing } from './lib/systemPackages.mjs';

const [major, minor] = process.versions.node.split('.').map(Number);
if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22)) {
  console.error(`Driftline needs Node 20.19+ or 22.12+; this is ${process.version}.`);
  process.exit(1);
}

const at = (...parts) => join(root, ...parts);
/** Pinned here rather than as `packageManager`, which would make pnpm lock and download itself once more. */
const pnpm = 'pnpm@12.21.0';
const quiet = { env: { ...process.env, npm_config_update_notifier: 'false', npm_config_loglevel: 'error' } };

unlessUnchanged(
  at('node_modules', '.driftline-install'),
  [at('pnpm-lock.yaml'), at('pnpm-workspace.yaml')],
  () => {
    console.log('Installing npm packages');
    const install = [
      '--yes',
      pnpm,
      'install',
      '--frozen-lockfile',
      '--reporter=append-only',
      '--loglevel=error',
    ];
    run('Installing npm packages', 'npx', install, quiet);
  },
);

if (process.argv.includes('--test')) installMissing([...new Set(suites.flatMap((suite) => suite.needs))]);

if (process.argv.includes('--build')) {
  const bin = (name) => at('node_modules', '.bin', name);
  unlessUnchanged(at('node_modules', '.driftline-prisma'), [at('prisma', 'schema.prisma')], () => {
    run('Generating the database client', 'npm', ['run', '--silent', 'generate'], {
      ...quiet,
      cwd: at('packages', 'platform'),
    });
  });
  console.log('Compiling');
  run('Compiling', bin('tsc'), ['-b']);
  const consoleSources = [at('apps', 'console'), at('packages', 'contracts', 'src'), at('pnpm-lock.yaml')];
  unlessUnchanged(at('node_modules', '.driftline-console'), consoleSources, () => {
    console.log('Building the console');
    run('Building the console', 'npm', ['run', '--silent', 'build'], {
      ...quiet,
      cwd: at('apps', 'console'),
    });
  });
}
