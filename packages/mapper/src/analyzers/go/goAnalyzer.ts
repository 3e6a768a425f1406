import type { Facts } from '../../facts/facts.js';
import { firstError } from '../../syntax/firstError.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { goGrammar } from './goGrammar.js';
import { constantOf, type GoLowering, plainName } from './goLowering.js';
import { lowerExpression } from './lowerExpression.js';
import { lowerFile } from './lowerFile.js';
import { lowerBlock } from './lowerStatement.js';

const GENERATED = /^\/\/ Code generated .* DO NOT EDIT\.$/m;
const HEAD = 2000;

/** A module file says under which path the repository's packages are imported. */
function moduleFile(text: string): Facts {
  const module = /^module\s+(\S+)/m.exec(text)?.[1];
  if (module === undefined) return {};
  const body = [{ kind: 'assign' as const, targets: [plainName('module')], value: constantOf(module) }];
  return { program: { language: 'go', body, calls: [] } };
}

function analyze(file: SourceFile): Facts {
  if (/(^|\/)go\.mod$/.test(file.path)) return moduleFile(file.text);
  if (GENERATED.test(file.text.slice(0, HEAD))) return {};
  const root = goGrammar.parse(file.text);
  if (!root) return { problems: ['the parser gave no tree'] };
  const lowering: GoLowering = {
    text: file.text,
    calls: new Set(),
    declared: [],
    before: [],
    after: [],
    names: 0,
    expression: (node) => lowerExpression(lowering, node),
    block: (node) => lowerBlock(lowering, node),
  };
  const body = lowerFile(lowering, root);
  const facts: Facts = { program: { language: 'go', body, calls: [...lowering.calls] } };
  const error = firstError(root);
  return error ? { ...facts, problems: [`line ${error.line}: not Go that the grammar knows`] } : facts;
}

/** Go source and module files; generated code is left out. */
export const goAnalyzer: Analyzer = {
  name: 'go',
  version: 1,
  maximumBytes: 1_000_000,
  languageOf: () => 'go',
  matches: (path) => /\.go$|(^|\/)go\.mod$/.test(path) && !/(^|\/)vendor\//.test(path),
  prepare: () => goGrammar.load(),
  analyze,
};
