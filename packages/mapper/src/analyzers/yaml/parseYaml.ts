import { type Document, LineCounter, parseAllDocuments } from 'yaml';

/** The documents of a file with the places of their parts. */
export interface ParsedYaml {
  documents: Document.Parsed[];
  counter: LineCounter;
}

/** Parses YAML tolerantly: errors stay in the documents. */
export function parseYaml(text: string): ParsedYaml {
  const counter = new LineCounter();
  const parsed = parseAllDocuments(text, { lineCounter: counter, logLevel: 'silent', prettyErrors: false });
  return { documents: Array.isArray(parsed) ? parsed : [], counter };
}
