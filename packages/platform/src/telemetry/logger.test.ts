import { describe, expect, it } from 'vitest';
import { createLogger } from './logger.js';

function logged(entry: object): Record<string, unknown> {
  const lines: string[] = [];
  const logger = createLogger({ process: 'test', destination: { write: (line) => lines.push(line) } });
  logger.info(entry, 'said');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '');
}

describe('createLogger', () => {
  it.each([
    ['at the top', { password: 'hunter2' }],
    ['in an object', { config: { databaseUrl: 'postgresql://u:hunter2@h/d' } }],
    ['in a request', { req: { headers: { authorization: 'Bearer hunter2', cookie: 'sid=hunter2' } } }],
    ['in an answer', { res: { headers: { 'set-cookie': 'sid=hunter2' } } }],
  ])('redacts secrets %s', (_place, entry) => {
    expect(JSON.stringify(logged(entry))).not.toContain('hunter2');
  });

  it('names the process and keeps everything else', () => {
    expect(logged({ model: 'flights' })).toMatchObject({
      name: 'test',
      model: 'flights',
      msg: 'said',
      level: 30,
    });
  });

  it('says nothing below its level', () => {
    const lines: string[] = [];
    const destination = { write: (line: string) => lines.push(line) };
    createLogger({ process: 'test', level: 'warn', destination }).info('said');
    expect(lines).toEqual([]);
  });
});
