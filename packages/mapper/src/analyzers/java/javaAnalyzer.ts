import type { Facts } from '../../facts/facts.js';
import { firstError } from '../../syntax/firstError.js';
import { fieldOf } from '../../syntax/syntaxNode.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { javaGrammar } from './javaGrammar.js';
import { newJvmLowering, sourceOf, startOf } from './jvmLowering.js';
import { lowerExpression } from './lowerExpression.js';
import { lowerImports } from './lowerImports.js';
import { lowerBlock } from './lowerStatement.js';

const MAIN = /\bpublic\s+static\s+(?:final\s+)?void\s+main\s*\(/;
const HEADER = /^(package|import)_declaration$/;

function analyze(file: SourceFile): Facts {
  const root = javaGrammar.parse(file.text);
  if (!root) return { problems: ['the parser gave no tree'] };
  const lowering = newJvmLowering(file.text, { expression: lowerExpression, block: lowerBlock });
  const header = lowerImports(
    lowering,
    root.children.filter((child) => HEADER.test(child.type)),
  );
  const body = lowering.block(
    root.children.filter((child) => /_declaration$/.test(child.type) && !HEADER.test(child.type)),
  );
  const mains = root.children.filter(
    (child) => child.type === 'class_declaration' && MAIN.test(sourceOf(lowering, child)),
  );
  const starts = mains.flatMap((child) => {
    const name = fieldOf(child, 'name');
    return name ? [startOf(sourceOf(lowering, name), child)] : [];
  });
  const facts: Facts = {
    program: { language: 'java', body: [...header, ...body, ...starts], calls: [...lowering.calls] },
  };
  const error = firstError(root);
  return error ? { ...facts, problems: [`line ${error.line}: not Java that the grammar knows`] } : facts;
}

/** Java source: lowers the file to a program that the resolver interprets. */
export const javaAnalyzer: Analyzer = {
  name: 'java',
  version: 1,
  maximumBytes: 2_000_000,
  languageOf: () => 'java',
  matches: (path) => /\.java$/i.test(path) && !/(^|\/)(package|module)-info\.java$/.test(path),
  prepare: () => javaGrammar.load(),
  analyze,
};
