import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePython } from './makePython.mjs';
import { makeSql, makeYaml } from './makeQueries.mjs';
import { seededRandom } from './seededRandom.mjs';

/** Shares of the kinds of files in a repository of services, jobs and models; what is left is library code. */
const KINDS = [
  ['job', 0.1],
  ['training', 0.03],
  ['service', 0.17],
  ['test', 0.25],
  ['constants', 0.05],
  ['sql', 0.05],
  ['yaml', 0.03],
];

function kindOf(random) {
  let left = random.next();
  for (const [kind, share] of KINDS) {
    left -= share;
    if (left < 0) return kind;
  }
  return 'library';
}

const FOLDERS = { sql: ['sql', 'sql'], yaml: ['deploy', 'yaml'], test: ['tests', 'py'] };

function pathOf(kind, index, areas) {
  const area = `area_${index % areas}`;
  const [folder, extension] = FOLDERS[kind] ?? [kind, 'py'];
  return `${area}/${folder}/${kind}_${index}.${extension}`;
}

/** Writes a tree of `files` files below `folder`, the same for the same seed. Answers the paths of its Python jobs. */
export function makeTree(folder, files, seed) {
  const random = seededRandom(seed);
  const areas = Math.max(1, Math.round(files / 100));
  const plan = Array.from({ length: files }, (_each, index) => {
    const kind = kindOf(random);
    return { kind, index, path: pathOf(kind, index, areas) };
  });
  const libraries = plan.filter((file) => file.kind === 'library' || file.kind === 'constants');
  for (const file of plan) {
    const text =
      file.kind === 'sql'
        ? makeSql(random, file)
        : file.kind === 'yaml'
          ? makeYaml(random, file)
          : makePython(random, file, libraries);
    const target = join(folder, file.path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  return plan.filter((file) => file.kind === 'job').map((file) => file.path);
}
