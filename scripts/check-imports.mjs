/**
 * The import rules of .dependency-cruiser.mjs, as errors. A cruise that saw fewer modules than the tree has sources
 * checked nothing, so the count is asserted too.
 */
import { spawnSync } from 'node:child_process';
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

const cruise = spawnSync(
  join(root, 'node_modules', '.bin', 'depcruise'),
  ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'packages', 'apps'],
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 30 },
);
const { modules, summary } = JSON.parse(cruise.stdout);
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
