import type { Cell } from './cell.js';

/** What a magic on the first line of a cell makes of the rest. */
const LANGUAGES: Readonly<Record<string, string>> = {
  sql: 'sql',
  bigquery: 'bigquery',
  bq: 'bigquery',
  sparksql: 'sql',
  'spark.sql': 'sql',
  bash: 'shell',
  sh: 'shell',
  script: 'shell',
  r: 'r',
  rpy2: 'r',
  'spark.r': 'r',
  scala: 'scala',
  spark: 'scala',
  python: 'python',
  python3: 'python',
  pyspark: 'python',
  'spark.pyspark': 'python',
  local: 'python',
  writefile: 'file',
  file: 'file',
  md: 'text',
  markdown: 'text',
  html: 'text',
  latex: 'text',
  javascript: 'text',
  js: 'text',
  svg: 'text',
  css: 'text',
  configure: 'text',
};
const FIRST = /^(?:\s*(?:#[^\n]*)?\n)*\s*(%%?)([A-Za-z][\w.]*)([^\n]*)(?:\n|$)/;
/** Magics of one line that Databricks and Zeppelin use for whole cells. */
const WHOLE = /^(sql|md|markdown|sh|bash|r|scala|python|pyspark|html|spark|spark\.\w+)$/;
const NOT_SQL = /^(%|import |from |\w+\s*=[^=]|print\()/;

function isWholeCell(percent: string, name: string, words: string, rest: string): boolean {
  if (percent === '%%') return true;
  if (!WHOLE.test(name)) return false;
  if (name === 'python' || name === 'pyspark') return words.trim() === '';
  return !(name === 'sql' && (rest.trim() === '' || NOT_SQL.test(rest.trim())) && words.trim() !== '');
}

/** The cell in the language that its first line names, without that line. */
export function cellLanguage(cell: Cell): Cell {
  const match = cell.language === 'text' ? null : FIRST.exec(cell.source.text);
  if (!match) return cell;
  const [all, percent = '', written = '', words = ''] = match;
  const name = written.toLowerCase();
  const { text } = cell.source;
  if (!isWholeCell(percent, name, words, text.slice(all.length))) return cell;
  const language = Object.hasOwn(LANGUAGES, name) ? LANGUAGES[name] : undefined;
  if (language === undefined) return timed(cell, all.length);
  const inline = percent === '%' && words.trim() !== '' && language !== 'python';
  const from = inline ? all.length - words.length - (all.endsWith('\n') ? 1 : 0) : all.length;
  const source = cell.source.slice(from, text.length);
  return { ...cell, language, source, words: inline ? '' : words.trim() };
}

/** `%%time`, `%%capture` and magics that nobody knows: the cell below is code like any other. */
function timed(cell: Cell, from: number): Cell {
  return cellLanguage({ ...cell, source: cell.source.slice(from, cell.source.text.length) });
}
