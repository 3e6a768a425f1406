/**
 * The import rules of .dependency-cruiser.mjs, as errors. A cruise that saw fewer modules than the tree has sources
 * checked nothing, so the count is asserted too.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './lib/run.mjs';

const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', 'packages', 'apps'], {
  cwd: root,
  encoding: 'utf8',
});
const sources = listed.stdout
  .split('\n')
  .filter(
    (path) => /^(packages|apps)\/[^/]+\/src\/.*\.tsx?$/.test(path) && !/\/fixtures\/|\.d\.ts$/.test(path),
  );

// The report goes by a file: what depcruise writes to a pipe is cut off when it exits.
const folder = mkdtempSync(join(tmpdir(), 'driftline-imports-'));
const report = join(folder, 'cruise.json');
const outcome = ['--output-type', 'json', '--output-to', report];
spawnSync(
  join(root, 'node_modules', '.bin', 'depcruise'),
  ['--config', '.dependency-cruiser.mjs', ...outcome, 'packages', 'apps'],
  { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] },
);
const { modules, summary } = JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true });
const cruised = new Set(modules.map((module) => module.source));
const unseen = sources.filter((path) => !cruised.has(path));

for (const { rule, from, to } of summary.violations) {
  console.error(`${rule.severity} ${rule.name}: ${from} -> ${to}`);
}
for (const path of unseen) console.error(`error not-cruised: ${path}`);
console.log(
  `${sources.length} sources, ${summary.violations.length} violations, ${unseen.length} not cruised`,
);
process.exit(sources.length === 0 || unseen.length > 0 || summary.error > 0 ? 1 : 0);
