import { expect, test } from 'vitest';
import { AnalysisPool } from './analysisPool.js';

const LIMITS = { workers: 2, fileTime: 20_000, heap: 256 };
const file = (path: string, text: string) => ({ analyzer: 'python', file: { path, text } });

test('threads answer every file with its own facts', async () => {
  const pool = new AnalysisPool(LIMITS);
  const names = Array.from({ length: 100 }, (_each, index) => `name${index}`);
  const results = await Promise.all(names.map((name) => pool.analyze(file(`${name}.py`, `${name}()`))));
  await pool.close();
  const calls = results.map((result) =>
    'facts' in result ? JSON.parse(result.facts).program.calls : result.error,
  );
  expect(calls).toEqual(names.map((name) => [name]));
});

const LINE = 'f(a, b)\n';
const SMALL = ['a', 'b'];

const COSTLY: ReadonlyArray<[string, number, Partial<typeof LIMITS>, RegExp]> = [
  ['takes too long', 2_000_000, { fileTime: 3000, heap: 4096 }, /^analysis took longer than 3000 ms$/],
  [
    'takes too much memory',
    300_000,
    { fileTime: 60_000, heap: 40 },
    /^the analyzer's thread failed: .*memory/,
  ],
];

test.each(COSTLY)(
  'a file that %s is reported, and the files behind it are still read',
  async (_case, lines, limits, error) => {
    const pool = new AnalysisPool({ ...LIMITS, workers: 1, ...limits });
    const costly = pool.analyze(file('costly.py', LINE.repeat(lines)));
    const after = SMALL.map((name) => pool.analyze(file(`${name}.py`, `${name}()`)));
    expect(await costly).toEqual({ error: expect.stringMatching(error) });
    expect(await Promise.all(after)).toMatchObject(SMALL.map(() => ({ facts: expect.any(String) })));
    await pool.close();
  },
);

test('an analyzer that is not registered is an error of that file', async () => {
  const pool = new AnalysisPool(LIMITS);
  const task = { analyzer: 'cobol', file: { path: 'x', text: '' } };
  expect(await pool.analyze(task)).toEqual({ error: 'no analyzer cobol' });
  await pool.close();
});
