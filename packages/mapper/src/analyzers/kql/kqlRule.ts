import { isScalar } from 'yaml';
import type { Artefact } from '../../facts/artefact.js';
import { field, lineOf } from '../yaml/ci/ciNodes.js';
import type { CiDocument } from '../yaml/ci/ciReader.js';
import type { ToolReader } from '../yaml/tools/toolReader.js';

const QUERY = /^(query|ParserQuery|FunctionQuery):/m;
const RULE =
  /^(tactics|queryFrequency|requiredDataConnectors|relevantTechniques|ParserName|FunctionName|FunctionAlias|EquivalentBuiltInParser|kind:\s*(Scheduled|NRT))/m;

function textAt(document: CiDocument, key: string): string | undefined {
  const node = field(document, document.root, key);
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

/** Rules and parsers of Sentinel, whose queries are KQL. */
export const kqlRule: ToolReader = {
  name: 'kqlRule',
  matches: (_path, text) => QUERY.test(text) && RULE.test(text),
  read: (document) => {
    const artefacts = ['query', 'ParserQuery', 'FunctionQuery'].flatMap((key): Artefact[] => {
      const node = field(document, document.root, key);
      const text = textAt(document, key);
      if (!node || text === undefined) return [];
      const line = lineOf(document, node);
      const functionName = textAt(document, 'ParserName') ?? textAt(document, 'FunctionAlias') ?? null;
      const name = functionName ?? textAt(document, 'name') ?? 'query';
      const isBlock = isScalar(node) && /^BLOCK/.test(node.type ?? '');
      const endLine = isBlock ? line + text.split('\n').length : line;
      return [{ type: 'kql-query', name, line, endLine, body: { text, functionName } }];
    });
    return artefacts.length > 0 ? { artefacts } : undefined;
  },
};
