import type { SourceFile } from '../analyzers/analyzer.js';
import type { Facts } from '../facts/facts.js';
import type { AnalysisResult } from './analysisTask.js';
import { restoreFacts } from './packedFacts.js';

/** Analyzers of languages whose texts stand in the code of others. */
export const EMBEDDABLE: readonly string[] = ['sql', 'shell', 'python'];

export function embeddedFile(analyzer: string, text: string): SourceFile {
  return { path: `embedded.${analyzer}`, text };
}

/** Facts of a text; one that no analyzer could read says so as a problem of its own. */
export function factsOrProblem(text: string, result: AnalysisResult): Facts {
  if ('facts' in result) return restoreFacts(result);
  return { sql: { dialect: null, statements: [], problems: [{ line: 1, text, reason: result.error }] } };
}
