import type { ArtefactReader } from '../json/artefactReader.js';
import { kqlQueriesIn } from './kqlQueriesIn.js';

/** Rules, saved searches and workbooks that keep their queries in JSON. */
export const kqlJsonReader: ArtefactReader = {
  name: 'kql',
  readArtefacts: (path, value, lines) =>
    kqlQueriesIn(value, path.split('/').at(-1) ?? path).map(({ keys, name, text, functionName }) => {
      const line = lines.lineOf(...keys);
      return {
        type: 'kql-query',
        name,
        line,
        endLine: line,
        body: { text, functionName: functionName ?? null },
      };
    }),
};
