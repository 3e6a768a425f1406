import { afterEach, expect, test } from 'vitest';
import { SideThread } from './sideThread.js';

let thread: SideThread | undefined;

afterEach(async () => {
  await thread?.close();
});

test('a text is answered at once, in the caller’s own turn', () => {
  thread = new SideThread({ textTime: 20_000, heap: 256 });
  const facts = thread.read('sql', 'SELECT id FROM shop.orders');
  expect(facts.sql?.statements[0]?.reads[0]?.name).toBe('shop.orders');
});

test('a text that takes too long is a problem of its own, and the next is still read', () => {
  thread = new SideThread({ textTime: 500, heap: 4096 });
  const slow = thread.read('python', 'f(a, b)\n'.repeat(1_000_000));
  expect(slow.sql?.problems[0]?.reason).toMatch(/longer than 500 ms/);
  expect(thread.read('sql', 'SELECT 1 FROM a').sql?.statements).toHaveLength(1);
});

test('a text of a language that nobody reads is a problem of its own', () => {
  thread = new SideThread({ textTime: 20_000, heap: 256 });
  expect(thread.read('cobol', 'MOVE A TO B').sql?.problems[0]?.reason).toBe('no analyzer cobol');
});
