import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IDENTITY = [
  'user.name=Test',
  'user.email=test@example.org',
  'commit.gpgsign=false',
  'protocol.file.allow=always',
];

/** A repository of a test, and git in it. */
export class GitFolder {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
    execFileSync('git', ['init', '-q', '-b', 'main', path]);
  }

  git(args: readonly string[], input?: string | Buffer): string {
    const options = IDENTITY.flatMap((each) => ['-c', each]);
    return execFileSync('git', ['-C', this.path, ...options, ...args], {
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(input === undefined ? {} : { input }),
    }).trim();
  }

  /** Writes files and commits them; answers the commit. */
  commit(files: Readonly<Record<string, string | Buffer>>): string {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), content);
    }
    this.git(['add', '--all']);
    this.git(['commit', '-q', '--allow-empty', '-m', Object.keys(files).join(' ') || 'nothing']);
    return this.git(['rev-parse', 'HEAD']);
  }
}
