import { readFileSync } from 'node:fs';

/**
 * Reads a file of labels that a person made by reading sources:
 *
 *     repository github:owner/name
 *     commit 0123…
 *     file path/in/repository.py
 *     12 reads s3://bucket|raw/trips.csv
 *     20 writes file|data/clean.csv
 *     31 model churn <- s3://bucket|raw/trips.csv, postgres|raw.accounts
 *     40 unresolved
 *
 * Every file that is named is labelled whole: what it does not list is not there. `?` after a line number marks what
 * two readers may see differently: it counts neither way. `unresolved` is an access that cannot be named from the code.
 */
export function readLabels(path) {
  const labels = { repository: '', commit: '', files: new Set(), accesses: [], models: [], unresolved: [] };
  let file = '';
  for (const [index, raw] of readFileSync(path, 'utf8').split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [word, ...rest] = line.split(/\s+/);
    const text = rest.join(' ');
    if (word === 'repository' || word === 'commit') labels[word] = text;
    else if (word === 'file') {
      file = text;
      labels.files.add(file);
    } else readLabel(labels, { file, word, text, where: `${path}:${index + 1}` });
  }
  return labels;
}

function readLabel(labels, { file, word, text, where }) {
  const place = /^(\d+)(\?)?$/.exec(word);
  const [kind, ...rest] = text.split(' ');
  if (!place || file === '') throw new SyntaxError(`${where}: expected a line number below a file`);
  const label = { file, line: Number(place[1]), doubtful: place[2] === '?' };
  const said = rest.join(' ');
  if (kind === 'reads' || kind === 'writes')
    labels.accesses.push({ ...label, relation: kind, dataset: datasetOf(said) });
  else if (kind === 'model') labels.models.push({ ...label, ...modelOf(said) });
  else if (kind === 'unresolved') labels.unresolved.push(label);
  else throw new SyntaxError(`${where}: expected reads, writes, model or unresolved`);
}

function datasetOf(text) {
  const [namespace = '', name = ''] = text.trim().split('|');
  return { namespace, name };
}

function modelOf(text) {
  const [name = '', sources = ''] = text.split('<-').map((part) => part.trim());
  return { name, sources: sources === '' ? [] : sources.split(', ').map(datasetOf) };
}
