import type { Facts } from '../../facts/facts.js';
import { firstError } from '../../syntax/firstError.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { declaredNames } from './declaredNames.js';
import { javascriptGrammar, loadJavascriptGrammars } from './javascriptGrammars.js';
import type { JavascriptLowering } from './javascriptLowering.js';
import { lowerExpression } from './lowerExpression.js';
import { lowerStatements } from './lowerStatement.js';
import { readPrismaSchema } from './readPrismaSchema.js';

const CODE = /\.([cm]?[jt]s|[jt]sx)$/i;
/** Built, bundled and vendored code is nobody's source. */
const BUILT =
  /(^|\/)(node_modules|dist|vendor|bower_components|third_party)\/|[.-]min\.js$|\.bundle\.js$|\.d\.[cm]?ts$/i;
/** The schema of an object mapper, which names the tables of its models. */
const PRISMA = /\.prisma$/i;
const LONGEST_LINE = 5000;

function isBundled(text: string): boolean {
  let from = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
    if (end - from > LONGEST_LINE) return true;
    from = end + 1;
  }
  return text.length - from > LONGEST_LINE;
}

function analyze(file: SourceFile): Facts {
  if (PRISMA.test(file.path)) return readPrismaSchema(file.text);
  if (isBundled(file.text)) return {};
  const root = javascriptGrammar(file.path).parse(file.text);
  if (!root) return { problems: ['the parser gave no tree'] };
  const lowering: JavascriptLowering = {
    text: file.text,
    calls: new Set(),
    declared: [declaredNames(file.text, undefined, root)],
    before: [],
    names: 0,
    expression: (node) => lowerExpression(lowering, node),
    statements: (nodes) => lowerStatements(lowering, nodes),
  };
  const body = lowering.statements(root.children);
  const facts: Facts = { program: { language: 'javascript', body, calls: [...lowering.calls] } };
  const error = firstError(root);
  return error
    ? { ...facts, problems: [`line ${error.line}: not JavaScript or TypeScript that the grammar knows`] }
    : facts;
}

/** JavaScript and TypeScript, with and without JSX. */
export const javascriptAnalyzer: Analyzer = {
  name: 'javascript',
  version: 1,
  maximumBytes: 1_000_000,
  languageOf: (path) => {
    if (PRISMA.test(path)) return 'prisma';
    return /\.[cm]?tsx?$/i.test(path) ? 'typescript' : 'javascript';
  },
  matches: (path) => (CODE.test(path) || PRISMA.test(path)) && !BUILT.test(path),
  prepare: loadJavascriptGrammars,
  analyze,
};
