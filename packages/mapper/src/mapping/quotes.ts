import type { Repository } from '../repository/repository.js';
import { buildMap, type Quote } from '../resolver/buildMap.js';
import type { Resolution } from '../resolver/resolveRepository.js';
import type { Place } from '../values/records.js';

const MAXIMUM_QUOTE = 200;

/** Code as a notebook shows it: without the quotes and escapes of the JSON that holds it. */
function withoutJson(text: string): string {
  return text
    .replace(/^\s*"|",?\s*$/g, '')
    .replace(/\\n(",?\s*")?/g, ' ')
    .replace(/\\(["\\])/g, '$1');
}

function quoteFrom(texts: ReadonlyMap<string, string>): Quote {
  return ({ path, at: [line, , start, end] }) => {
    const text = texts.get(path) ?? '';
    const stands = end > start && start >= 0 ? text.slice(start, end) : (text.split('\n')[line - 1] ?? '');
    const quoted = path.endsWith('.ipynb') ? withoutJson(stands) : stands;
    return quoted.replace(/\s+/g, ' ').trim().slice(0, MAXIMUM_QUOTE);
  };
}

/** Reads again the few files that the map quotes. `prefix` stands before the paths of a repository in the map. */
export async function quotesOf(
  repositories: readonly { repository: Repository; prefix: string }[],
  resolution: Resolution,
): Promise<Quote> {
  const needed = new Set<string>();
  buildMap(resolution, ({ path }: Place) => {
    needed.add(path);
    return '';
  });
  const texts = new Map<string, string>();
  for (const { repository, prefix } of repositories) {
    const files = repository.files.filter((file) => needed.has(`${prefix}${file.path}`));
    for await (const { file, content } of repository.read(files))
      texts.set(`${prefix}${file.path}`, content.toString('utf8').replace(/^\uFEFF/, ''));
  }
  return quoteFrom(texts);
}
