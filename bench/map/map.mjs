/**
 * Mapping a Python-heavy repository: cold, warm after a commit that changes one file, and peak memory, beside one thread
 * that only parses the same files. The tree is generated from a seed; real repositories are measured as they are.
 * Options: --files N --seed N --repository <folder> (again for more) --keep.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { makeTree } from './makeTree.mjs';

const script = (name) => fileURLToPath(new URL(name, import.meta.url));
const runNode = (name, ...words) =>
  JSON.parse(execFileSync(process.execPath, [script(name), ...words], { encoding: 'utf8', maxBuffer: 1e8 }));
const git = (folder, ...words) =>
  execFileSync(
    'git',
    ['-C', folder, '-c', 'user.name=Bench', '-c', 'user.email=bench@example.org', ...words],
    {
      stdio: 'ignore',
    },
  );

function show(
  name,
  { seconds, files, lines, megabytes, resolved, datasets, models, dependencies, failures },
) {
  const rate = Math.round(lines / seconds).toLocaleString('en');
  console.log(
    `${name}: ${seconds.toFixed(2)} s, ${rate} lines/s (${files} files, ${lines} lines), peak ${Math.round(megabytes)} MB, ` +
      `${(100 * resolved).toFixed(1)} % of accesses resolved; ${datasets} datasets, ${models} models, ` +
      `${dependencies} dependencies, ${failures} failures`,
  );
}

function measureGenerated(root, files, seed) {
  const tree = join(root, 'tree');
  const cache = join(root, 'cache');
  const jobs = makeTree(tree, files, seed);
  git(root, 'init', '-q', tree);
  git(tree, 'add', '-A');
  git(tree, 'commit', '-q', '-m', 'generated');
  const cold = runNode('mapOnce.mjs', tree);
  show('cold, no cache', cold);
  show('cold, filling the cache', runNode('mapOnce.mjs', tree, cache));
  appendFileSync(join(tree, jobs[0]), '\npd.read_csv("data/added_by_the_bench.csv")\n');
  git(tree, 'commit', '-q', '-am', 'one file');
  const warm = runNode('mapOnce.mjs', tree, cache);
  show('again after a commit of one file', warm);
  const parsed = runNode('parseOnly.mjs', tree);
  const [mapping, parsing] = [cold.lines / cold.seconds, parsed.lines / parsed.seconds];
  console.log(`only parsing, one thread: ${Math.round(parsing).toLocaleString('en')} lines/s`);
  console.log(
    `ratio: mapping goes at ${(mapping / parsing).toFixed(2)} of the speed of only parsing in one thread; ` +
      `mapping again takes ${(warm.seconds / cold.seconds).toFixed(2)} of the time of the first`,
  );
}

export async function run(words) {
  const { values } = parseArgs({
    args: words,
    options: {
      files: { type: 'string', default: '8000' },
      seed: { type: 'string', default: '1' },
      repository: { type: 'string', multiple: true, default: [] },
      keep: { type: 'boolean', default: false },
    },
  });
  console.log(`${cpus().length} cores, Node ${process.version}`);
  const root = mkdtempSync(join(tmpdir(), 'driftline-bench-map-'));
  try {
    if (Number(values.files) > 0) measureGenerated(root, Number(values.files), Number(values.seed));
    for (const repository of values.repository) {
      const cache = join(root, 'real');
      show(`${repository}, cold`, runNode('mapOnce.mjs', repository, cache));
      show(`${repository}, again`, runNode('mapOnce.mjs', repository, cache));
    }
  } finally {
    if (values.keep) console.log(`kept ${root}`);
    else rmSync(root, { recursive: true, force: true });
  }
}
