import type { Facts } from '../facts/facts.js';
import type { EmbeddedReader } from '../resolver/embeddedReader.js';
import { analyzeNow, prepareAnalyzer } from './analyzeFile.js';
import { EMBEDDABLE, embeddedFile, factsOrProblem } from './embeddedTask.js';

/** Reads embedded texts in the caller's own thread, without a limit of time. */
export async function ownThreadReader(): Promise<EmbeddedReader> {
  for (const name of EMBEDDABLE) await prepareAnalyzer(name);
  return {
    read: (analyzer: string, text: string): Facts => {
      const { result } = analyzeNow({ analyzer, file: embeddedFile(analyzer, text) });
      return factsOrProblem(text, result);
    },
  };
}
