/** Writes the generated references below docs/reference. `--check`: writes nothing and fails when one is stale. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorsPage } from './docs/errorsPage.mjs';
import { jobsPage } from './docs/jobsPage.mjs';
import { openApiFile } from './docs/openApiFile.mjs';
import { settingsPage } from './docs/settingsPage.mjs';
import { root } from './lib/run.mjs';

const pages = {
  'settings.md': settingsPage(),
  'errors.md': errorsPage(),
  'jobs.md': jobsPage(),
  'openapi.json': await openApiFile(),
};

const check = process.argv.includes('--check');
const folder = join(root, 'docs', 'reference');
mkdirSync(folder, { recursive: true });
const stale = Object.entries(pages).filter(([name, text]) => {
  const path = join(folder, name);
  return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});
for (const [name, text] of stale) {
  if (check) console.error(`docs/reference/${name} is stale: npm run docs`);
  else writeFileSync(join(folder, name), text);
}
console.log(`${Object.keys(pages).length} references, ${stale.length} ${check ? 'stale' : 'written'}`);
process.exit(check && stale.length > 0 ? 1 : 0);
