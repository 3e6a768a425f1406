import type { Facts } from '../../facts/facts.js';
import { firstError } from '../../syntax/firstError.js';
import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { newJvmLowering, sourceOf, startOf } from '../java/jvmLowering.js';
import { lowerExpression } from './lowerExpression.js';
import { lowerScalaImports } from './lowerImports.js';
import { lowerScalaBlock } from './lowerStatement.js';
import { readConstants } from './readConstants.js';
import { scalaGrammar } from './scalaGrammar.js';

/** What a file that touches data, or says where data is, is bound to mention. */
const MENTIONS =
  /spark|jdbc|kafka|flink|apache\.beam|hadoop|hdfs|s3[an]?:|gs:|bigquery|dynamo|kinesis|mongo|jedis|redis|elastic|cassandra|slick|doobie|quill|scalikejdbc|java\.(?:io|nio|sql|net)|scala\.io|scala\.sys|https?:|sttp|amazonaws|google\.cloud|azure|ConfigFactory|pureconfig|scopt|sys\.(?:env|props)|getenv|getProperty|\.(?:csv|parquet|json|avro|orc|txt|tsv)\b|def main\b|extends App\b|@main\b|xgboost|mllib|weka|smile|deeplearning4j|onnx|pmml|h2o|mleap|DataFrame|Dataset\[|PCollection|DStream|\w(?:Config|Settings|Paths?|Tables?|Topics?)\b/;
const SLOW = 400_000;
/** The grammar does not know the interpolator of Spark's columns: `$"name"` is read as a text of the same length. */
const COLUMN = /(^|[^\w$"'\\])\$"/gm;

/** An object with a `main` of its own, or one that may inherit it. */
function isProgram(text: string, node: SyntaxNode): boolean {
  if (node.type !== 'object_definition') return false;
  return fieldOf(node, 'extend') !== undefined || /\bdef\s+main\s*\(/.test(text.slice(node.start, node.end));
}

function analyze(file: SourceFile): Facts {
  if (!MENTIONS.test(file.text)) return { program: readConstants(file.text) };
  if (file.text.length > SLOW)
    return {
      program: readConstants(file.text),
      problems: ['too long for the grammar: only constants are read'],
    };
  const root = scalaGrammar.parse(file.text.replace(COLUMN, '$1s"'));
  if (!root) return { problems: ['the parser gave no tree'] };
  const lowering = newJvmLowering(file.text, { expression: lowerExpression, block: lowerScalaBlock });
  const header = lowerScalaImports(lowering, root);
  const parts = root.children.flatMap((child) =>
    child.type === 'package_clause'
      ? child.children.flatMap((each) => (each.type === 'template_body' ? each.children : []))
      : [child],
  );
  const body = lowering.block(
    parts.filter((child) => !/^(import_declaration|block_comment|comment)$/.test(child.type)),
  );
  const starts = parts
    .filter((child) => isProgram(file.text, child))
    .flatMap((child) => {
      const name = fieldOf(child, 'name');
      return name ? [startOf(sourceOf(lowering, name), child)] : [];
    });
  const facts: Facts = {
    program: { language: 'scala', body: [...header, ...body, ...starts], calls: [...lowering.calls] },
  };
  const error = firstError(root);
  return error ? { ...facts, problems: [`line ${error.line}: not Scala that the grammar knows`] } : facts;
}

/** Scala source: lowers the file to a program that the resolver interprets. */
export const scalaAnalyzer: Analyzer = {
  name: 'scala',
  version: 1,
  maximumBytes: 2_000_000,
  languageOf: () => 'scala',
  matches: (path) => /\.(scala|sc)$/i.test(path),
  prepare: () => scalaGrammar.load(),
  analyze,
};
