import type { Facts } from '../facts/facts.js';

/** Reads texts in one language that stand in the code of another: queries, shell commands. Answers at once and never throws. */
export interface EmbeddedReader {
  read(analyzer: string, text: string): Facts;
}
