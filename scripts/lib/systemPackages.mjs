import { spawnSync } from 'node:child_process';
import { hasProgram } from './run.mjs';

/** What tests need beyond npm: a program on the PATH and the Debian package that brings it. */
const systemPackages = {
  chromium: { programs: ['chromium', 'chromium-browser', 'google-chrome'], debian: 'chromium' },
  compose: { programs: ['docker-compose'], debian: 'docker-compose' },
  redis: { programs: ['redis-server'], debian: 'redis-server' },
  ssh: { programs: ['ssh-keygen'], debian: 'openssh-client' },
};

export function isInstalled(name) {
  return systemPackages[name].programs.some(hasProgram);
}

/** The command that a person would run to get what is missing. */
export function installCommand(names) {
  const packages = names.map((name) => systemPackages[name].debian).join(' ');
  return `apt-get update && apt-get install -y --no-install-recommends ${packages}`;
}

/** Installs what is missing where this user can (root on a Debian-like system); elsewhere says how, and goes on. */
export function installMissing(names) {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = installCommand(missing);
  if (process.getuid?.() !== 0 || !hasProgram('apt-get')) {
    console.error(`Missing: ${missing.join(', ')}. Their suites will be NOT RUN. To install: ${command}`);
    return;
  }
  console.log(`Installing ${missing.join(', ')}`);
  const result = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
  });
  if (result.status !== 0) console.error(`Could not install ${missing.join(', ')}: ${command}`);
}
