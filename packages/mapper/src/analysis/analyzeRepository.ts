import type { MapStatistics } from '@driftline/contracts';
import type { Analyzer } from '../analyzers/analyzer.js';
import { analyzers } from '../analyzers/analyzers.js';
import type { Facts } from '../facts/facts.js';
import type { Repository, RepositoryFile } from '../repository/repository.js';
import type { AnalysisPool } from './analysisPool.js';
import { restoreFacts } from './packedFacts.js';
import type { ProgramSummary } from './programSummary.js';

export interface RepositoryFacts {
  facts: Map<string, Facts>;
  /** What can be told of programs without their bodies. */
  summaries: Map<string, ProgramSummary>;
  statistics: Omit<MapStatistics, 'seconds'>;
}

const IN_FLIGHT = 64;
const LFS_POINTER = 'version https://git-lfs.github.com/spec/';

function count(counts: Record<string, number>, reason: string): void {
  counts[reason] = (counts[reason] ?? 0) + 1;
}

interface Chosen {
  file: RepositoryFile;
  analyzer: Analyzer;
}

function choose(repository: Repository, skipped: Record<string, number>): Map<RepositoryFile, Chosen> {
  const chosen = new Map<RepositoryFile, Chosen>();
  for (const file of repository.files) {
    const analyzer = analyzers.find((each) => each.matches(file.path));
    if (!analyzer) count(skipped, 'no-analyzer');
    else if (file.bytes > analyzer.maximumBytes) count(skipped, 'too-large');
    else chosen.set(file, { file, analyzer });
  }
  return chosen;
}

/** Text of a file; undefined and counted when it is none. */
function textOf(content: Buffer, skipped: Record<string, number>): string | undefined {
  if (content.subarray(0, 8000).includes(0)) {
    count(skipped, 'binary');
    return undefined;
  }
  const text = content.toString('utf8');
  if (!text.startsWith(LFS_POINTER)) return text.replace(/^\uFEFF/, '');
  count(skipped, 'lfs-pointer');
  return undefined;
}

/** Facts of every file that an analyzer reads, and a count of everything that none does. */
export async function analyzeRepository(
  repository: Repository,
  pool: AnalysisPool,
): Promise<RepositoryFacts> {
  const statistics: RepositoryFacts['statistics'] = {
    files: 0,
    lines: 0,
    skipped: { ...repository.skipped },
    languages: {},
  };
  const chosen = choose(repository, statistics.skipped);
  const found = new Map<string, Facts>();
  const summaries = new Map<string, ProgramSummary>();
  const running = new Set<Promise<void>>();
  for await (const { file, content } of repository.read([...chosen.keys()])) {
    const analyzer = chosen.get(file)?.analyzer;
    const text = textOf(content, statistics.skipped);
    if (!analyzer || text === undefined) continue;
    addLines(statistics, analyzer.languageOf(file.path), text);
    const job = pool.analyze({ analyzer: analyzer.name, file: { path: file.path, text } }).then((result) => {
      const facts: Facts = 'facts' in result ? restoreFacts(result) : { problems: [result.error] };
      found.set(file.path, facts);
      if ('facts' in result && result.summary) summaries.set(file.path, result.summary);
      running.delete(job);
    });
    running.add(job);
    if (running.size >= IN_FLIGHT) await Promise.race(running);
  }
  await Promise.all(running);
  const facts = new Map([...found].sort(([left], [right]) => (left < right ? -1 : 1)));
  return { facts, summaries, statistics };
}

function addLines(statistics: RepositoryFacts['statistics'], language: string, text: string): void {
  const lines = text === '' ? 0 : text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  const known = statistics.languages[language] ?? { files: 0, lines: 0 };
  statistics.languages[language] = { files: known.files + 1, lines: known.lines + lines };
  statistics.files += 1;
  statistics.lines += lines;
}
