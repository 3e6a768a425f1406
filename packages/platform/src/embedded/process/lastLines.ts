import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Hands every line of a server's output on, and keeps the last ones for an error message. */
export function lastLines(stream: Readable, each: (line: string) => void, keep = 20): () => string {
  const lines: string[] = [];
  createInterface({ input: stream }).on('line', (line) => {
    lines.push(line);
    if (lines.length > keep) lines.shift();
    each(line);
  });
  return () => lines.join('\n');
}
