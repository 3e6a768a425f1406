import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { Language, Parser } from 'web-tree-sitter';
import { CursorWalker, cursorFunctions, DirectWalker, type TreeWalker, walkerOf } from './treeWalker.js';

const require = createRequire(import.meta.url);
const TEXT = 'def f(a, *b):\n    return {"x": [a + 1, *b]}\n\nclass C(D):\n    y = f(1)\n';
const DEEP = `x = ${'['.repeat(500)}${']'.repeat(500)}\n`;

const runtime = {};
let parser: Parser;

beforeAll(async () => {
  await Parser.init(runtime);
  parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-python/tree-sitter-python.wasm')));
});

function walked(walker: TreeWalker): string[] {
  const seen: string[] = [];
  const visit = (): void => {
    seen.push([walker.type, walker.field, walker.start, walker.end].join(' '));
    if (!walker.firstChild()) return;
    do visit();
    while (walker.nextSibling());
    walker.parent();
  };
  visit();
  return seen;
}

function walkBoth(text: string): [string[], string[]] {
  const tree = parser.parse(text);
  const functions = cursorFunctions(runtime);
  const address: unknown = tree ? Reflect.get(tree, 0) : undefined;
  if (!tree || !functions || typeof address !== 'number') throw new Error('no tree');
  const closed = (walker: TreeWalker): string[] => {
    const seen = walked(walker);
    walker.close();
    return seen;
  };
  const usual = closed(new CursorWalker(tree.walk()));
  const direct = closed(new DirectWalker(tree.walk(), address, functions));
  tree.delete();
  return [usual, direct];
}

test.each([
  ['code', TEXT],
  ['deep code, for which cursors grow', DEEP],
  ['nothing', ''],
  ['broken code', 'def (:\n  x ='],
])('both ways see the same: %s', (_case, text) => {
  const [usual, direct] = walkBoth(text);
  expect(usual.length).toBeGreaterThan(0);
  expect(direct).toEqual(usual);
});

test('a module that is not known is walked in the usual way', () => {
  const tree = parser.parse(TEXT);
  expect(tree ? walkerOf(tree, cursorFunctions({})) : undefined).toBeInstanceOf(CursorWalker);
});

test('many trees one after another leave no trace', () => {
  const first = walkBoth(TEXT)[1];
  for (let round = 0; round < 200; round += 1) walkBoth(DEEP.slice(round));
  expect(walkBoth(TEXT)[1]).toEqual(first);
});
