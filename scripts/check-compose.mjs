/** Validates docker-compose.yml with Compose itself: `docker compose` where it exists, else Debian's docker-compose. */
import { spawnSync } from 'node:child_process';
import { root, run } from './lib/run.mjs';
import { installMissing } from './lib/systemPackages.mjs';

const plugin = spawnSync('docker', ['compose', 'version'], { stdio: 'ignore' }).status === 0;
if (!plugin) installMissing(['compose']);
const [command, ...first] = plugin ? ['docker', 'compose'] : ['docker-compose'];
run('Checking docker-compose.yml', command, [...first, '-f', 'docker-compose.yml', 'config', '--quiet'], {
  cwd: root,
});
console.log('docker-compose.yml is valid');
