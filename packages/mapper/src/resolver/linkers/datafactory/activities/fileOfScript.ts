import type { LinkContext } from '../../linker.js';

const CODE = /\.(py|ipynb|sql|scala|r|sh|usql|script|hql|json|java|cs|js|ts|ps1)$/i;

function stemOf(path: string): string {
  return path.replace(CODE, '').toLowerCase();
}

/**
 * The file of the repository that a path in a workspace or store means, as `/Shared/etl/clean` or `dbfs:/jobs/train.py`: the
 * one that shares the longest end with it. One shared name is enough when only one file has it.
 */
export function fileOfScript({ facts }: LinkContext, written: string): string | undefined {
  const wanted = stemOf(written.replace(/^[a-z]+:\/+/i, '').replaceAll('\\', '/'))
    .split('/')
    .filter((part) => part !== '' && part !== '..' && part !== '.');
  let best: string[] = [];
  let length = 0;
  for (const [path, { config, program, sql, artefacts }] of facts) {
    const isCode = program ?? sql ?? artefacts?.some(({ type }) => /^synapse-(notebook|script)$/.test(type));
    if (!CODE.test(path) || (!isCode && config !== undefined)) continue;
    const parts = stemOf(path).split('/');
    let shared = 0;
    while (shared < Math.min(parts.length, wanted.length) && parts.at(-1 - shared) === wanted.at(-1 - shared))
      shared += 1;
    if (shared === 0 || shared < length) continue;
    if (shared > length) best = [];
    length = shared;
    best.push(path);
  }
  const [only, ...others] = best;
  return others.length === 0 ? only : undefined;
}
