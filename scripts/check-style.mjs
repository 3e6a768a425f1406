/** The rules of CONTRIBUTING.md that no other tool knows. What they measure may only get better. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib/run.mjs';
import { sourceFiles, trackedFiles } from './lib/sourceFiles.mjs';
import { forbiddenInCode, forbiddenInText, longFiles, medianLines } from './style/rules.mjs';

const CODE = /\.(ts|tsx|mjs|cjs|js)$/;
/** Fixtures and golden files are other people's code; the examples are made to be analysed. */
const GIVEN = /\/(fixtures|golden)\/|^docs\/reference\/|^scripts\/style\//;
const BINARY = /\.(gz|png|jpe?g|ico|parquet|woff2?|ipynb|pbix)$/;

const files = trackedFiles().filter((path) => !BINARY.test(path) && !GIVEN.test(path));
const read = (path) => {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
};

const problems = [];
for (const path of files) {
  const text = read(path);
  problems.push(...forbiddenInText(path, text));
  if (CODE.test(path)) problems.push(...forbiddenInCode(path, text));
}
const sizes = sourceFiles().map((path) => ({ path, lines: read(path).split('\n').length - 1 }));
problems.push(...longFiles(sizes));

const median = medianLines(sizes);
const LIMIT = 100;
if (median >= LIMIT) problems.push(`the median source file has ${median} lines, which is not below ${LIMIT}`);
for (const problem of problems) console.error(problem);
console.log(
  `${files.length} files, ${sizes.length} sources with a median of ${median} lines, ${problems.length} problems`,
);
process.exit(problems.length > 0 || sizes.length === 0 ? 1 : 0);
