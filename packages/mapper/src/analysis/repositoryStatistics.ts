import type { MapStatistics } from '@driftline/contracts';

export type Counted = Omit<MapStatistics, 'seconds'>;

/** Counts what was read and what was skipped, and why. */
export class RepositoryStatistics {
  readonly counted: Counted;

  constructor(skipped: Readonly<Record<string, number>>) {
    this.counted = { files: 0, lines: 0, skipped: { ...skipped }, languages: {} };
  }

  skip(reason: string, files = 1): void {
    if (files > 0) this.counted.skipped[reason] = (this.counted.skipped[reason] ?? 0) + files;
  }

  add(language: string, lines: number): void {
    const { languages } = this.counted;
    const known = languages[language] ?? { files: 0, lines: 0 };
    languages[language] = { files: known.files + 1, lines: known.lines + lines };
    this.counted.files += 1;
    this.counted.lines += lines;
  }
}

/** Lines of a text; what follows the last line break counts when it is not empty. */
export function countLines(text: string): number {
  let lines = 0;
  let start = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', start)) {
    lines += 1;
    start = at + 1;
  }
  return start < text.length ? lines + 1 : lines;
}
