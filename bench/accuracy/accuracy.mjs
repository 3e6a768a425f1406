/**
 * Precision and recall of the mapper over real repositories labelled by hand. Labels come in sets: what was looked at
 * while the mapper was improved is `development`; `held-out` was labelled without knowledge of any map.
 * `npm run bench -- accuracy <folder of repositories> [--wrong]`: the folder holds a Git repository `owner+name` for each
 * file of labels; what is absent is named and left out. `--wrong` prints every disagreement.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mapRepository } from '@driftline/mapper';
import { readLabels } from './readLabels.mjs';
import { scoreMap } from './scoreMap.mjs';

const labelFolder = fileURLToPath(new URL('labels', import.meta.url));

const gitFolder = (folder, name) =>
  [join(folder, name, 'repo'), join(folder, `${name}.git`), join(folder, name)].find((path) =>
    existsSync(path),
  );

const percent = (value) => (value === null ? '   –' : `${(100 * value).toFixed(1).padStart(5)} %`);

function printScore(title, { precision, recall, labels }) {
  console.log(
    `  ${title.padEnd(34)} precision ${percent(precision)}  recall ${percent(recall)}  of ${labels}`,
  );
}

function printWrong(kind, { missing, wrong }) {
  for (const { file, line, relation, dataset } of missing)
    console.log(`    ${kind} missing  ${file}:${line} ${relation} ${dataset.namespace}|${dataset.name}`);
  for (const { file, line, relation, dataset } of wrong)
    console.log(`    ${kind} extra    ${file}:${line} ${relation} ${dataset.namespace}|${dataset.name}`);
}

const sum = (scores, pick) => scores.map(pick).reduce((total, each) => total + each, 0);

function total(scores, pick) {
  const right = sum(scores, (each) => pick(each).right);
  const wrong = sum(scores, (each) => pick(each).wrong.length);
  const missing = sum(scores, (each) => pick(each).missing.length);
  const labels = sum(scores, (each) => pick(each).labels);
  return {
    precision: right + wrong === 0 ? null : right / (right + wrong),
    recall: labels === 0 ? null : (labels - missing) / labels,
    labels,
  };
}

export async function run(options) {
  const folder = options.find((option) => !option.startsWith('--'));
  if (folder === undefined) {
    console.error('Where are the repositories? npm run bench -- accuracy <folder with owner+name>');
    process.exit(2);
  }
  for (const set of readdirSync(labelFolder).sort()) await scoreSet(set, folder, options.includes('--wrong'));
}

async function scoreSet(set, folder, showWrong) {
  console.log(`\n== ${set}`);
  const scores = [];
  for (const file of readdirSync(join(labelFolder, set)).sort()) {
    const labels = readLabels(join(labelFolder, set, file));
    const repository = gitFolder(folder, file.replace(/\.txt$/, ''));
    if (repository === undefined) {
      console.log(`${labels.repository}: not in ${folder}, left out`);
      continue;
    }
    const map = await mapRepository(repository, { ref: labels.commit });
    const score = scoreMap(map, labels);
    scores.push(score);
    console.log(`${labels.repository} at ${labels.commit.slice(0, 10)}, ${score.files} files labelled`);
    printScore('accesses, namespace and name', score.accesses.exact);
    printScore('accesses, last part of the name', score.accesses.byName);
    printScore('(model, source)', score.pairs.byName);
    console.log(
      `  accesses that cannot be named: ${score.unresolved.listed} of ${score.unresolved.labels} listed`,
    );
    if (showWrong) {
      printWrong('access', score.accesses.byName);
      printWrong('pair', score.pairs.byName);
    }
  }
  console.log('all');
  printScore(
    'accesses, namespace and name',
    total(scores, (each) => each.accesses.exact),
  );
  printScore(
    'accesses, last part of the name',
    total(scores, (each) => each.accesses.byName),
  );
  printScore(
    '(model, source)',
    total(scores, (each) => each.pairs.byName),
  );
}
