/** A yardstick: one thread that only parses the same Python files with the same parser, and prints lines a second. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const mapper = createRequire(fileURLToPath(import.meta.resolve('@driftline/mapper')));
const { Language, Parser } = await import(pathToFileURL(mapper.resolve('web-tree-sitter')).href);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(mapper.resolve('tree-sitter-python/tree-sitter-python.wasm')));

const [folder] = process.argv.slice(2);
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
const lines = files.reduce((sum, text) => sum + text.split('\n').length, 0);
const started = performance.now();
for (const text of files) parser.parse(text)?.delete();
process.stdout.write(JSON.stringify({ lines, seconds: (performance.now() - started) / 1000 }));
