import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';

export interface SshServer {
  /** Of the folder of repositories: `ssh://git@127.0.0.1:port/folder`. */
  url: string;
  /** Keys that were offered, as base64. */
  offered: string[];
  stop(): Promise<void>;
}

/** A pair of Ed25519 keys in OpenSSH's form. */
export function newSshKey(): { private: string; public: string } {
  const folder = mkdtempSync(join(tmpdir(), 'driftline-new-key-'));
  const file = join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', file]);
  const keys = { private: readFileSync(file, 'utf8'), public: readFileSync(`${file}.pub`, 'utf8').trim() };
  rmSync(folder, { recursive: true });
  return keys;
}

/** Serves `git-upload-pack` of repositories below a folder to whoever has one key. */
export async function startSshServer(root: string, hostKey: string, allowed: string): Promise<SshServer> {
  const wanted = allowed.split(' ')[1];
  const offered: string[] = [];
  const server = new ssh2.Server({ hostKeys: [hostKey] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (context) => {
      if (context.method !== 'publickey') return context.reject(['publickey']);
      const data = context.key.data.toString('base64');
      offered.push(data);
      return data === wanted ? context.accept() : context.reject(['publickey']);
    });
    client.on('session', (accept) => {
      accept().on('exec', (take, refuse, { command }) => {
        const path = /^git-upload-pack '([^']+)'$/.exec(command)?.[1];
        if (path === undefined) return refuse();
        const channel = take();
        const git = spawn('git', ['-c', 'safe.directory=*', 'upload-pack', root + path]);
        channel.pipe(git.stdin);
        git.stdin.on('error', () => {});
        git.stdout.pipe(channel, { end: false });
        git.stderr.pipe(channel.stderr, { end: false });
        git.on('close', (code) => {
          channel.exit(code ?? 1);
          channel.end();
        });
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `ssh://git@127.0.0.1:${port}`,
    offered,
    stop: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}
