import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobCatalog } from '../../packages/contracts/dist/index.js';
import { root } from '../lib/run.mjs';

const CATALOG = 'packages/contracts/src/jobs/jobCatalog.ts';

/** The page `docs/reference/jobs.md`. */
export function jobsPage() {
  const source = readFileSync(join(root, CATALOG), 'utf8');
  return [
    '# Background jobs',
    '',
    'What the workers do. Jobs are hints: what is due is derived from the stores, so a lost job is found again. A job',
    'that failed for good is kept with its reason (`GET /v1/jobs/failed`) and can be replayed. Made from the catalogue',
    'by `npm run docs`.',
    '',
    '| job | what it does | payload | tries | first back-off | at the same time, per worker | by itself |',
    '|---|---|---|---|---|---|---|',
    ...Object.entries(jobCatalog).map(([name, job]) => row(name, job, descriptionOf(source, name))),
    '',
  ].join('\n');
}

function row(name, { payload, attempts, backoffMs, concurrency, everyMs }, description) {
  const members = Object.keys(payload.shape).map((member) => `\`${member}\``);
  const repeats = everyMs === undefined ? 'no' : `every ${everyMs / 1000} s`;
  const cells = [members.join(', ') || 'none', attempts, `${backoffMs / 1000} s`, concurrency, repeats];
  return `| \`${name}\` | ${description} | ${cells.join(' | ')} |`;
}

/** The comment above the entry. */
function descriptionOf(source, name) {
  const [, comment = ''] = new RegExp(`/\\*\\* ([^*]*) \\*/\\s*${name}: job\\(`).exec(source) ?? [];
  if (comment === '') throw new RangeError(`${CATALOG} does not say what ${name} does`);
  return comment;
}
