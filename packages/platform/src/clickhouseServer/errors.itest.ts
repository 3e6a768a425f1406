import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEventStore, type TestEventStore } from '../testing/startTestEventStore.js';

let store: TestEventStore;
beforeAll(async () => {
  store = await startTestEventStore({ engine: { maxMemoryBytes: 1024 ** 3 } });
});
afterAll(() => store.stop());

describe('errors', () => {
  it.each([
    ['SELECT * FROM missing', '60', 'UNKNOWN_TABLE'],
    ['SELECT missing', '47', 'UNKNOWN_IDENTIFIER'],
    ['SELECT 1 +', '62', 'SYNTAX_ERROR'],
    [`SELECT '${'x'.repeat(300_000)}'`, '62', 'SYNTAX_ERROR'],
    ['SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR'],
    ['SELECT {a:UInt8}', '456', 'UNKNOWN_QUERY_PARAMETER'],
    ["SELECT throwIf(number = 9, 'nine') FROM numbers(10)", '395', 'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO'],
    ['SELECT * FROM missing.missing', '81', 'UNKNOWN_DATABASE'],
  ])('%.40s gives code %s', async (query, code, type) => {
    await expect(store.client.query({ query })).rejects.toMatchObject({ code, type });
    await expect(store.zipped.query({ query })).rejects.toMatchObject({ code, type });
  });

  it.each([
    ['?query=SELECT%20*%20FROM%20missing', {}, 404, '60'],
    ['?query=SELEC', {}, 400, '62'],
    ['?query=SELECT%201&nonsense=1', {}, 404, '115'],
    ['?query=SELECT%201&session_id=1', {}, 501, '48'],
    ['?query=SELECT%201', { headers: { 'X-ClickHouse-Key': 'wrong' } }, 403, '516'],
    ['', { method: 'POST', body: '' }, 400, '62'],
    [
      '?query=INSERT%20INTO%20t%20FORMAT%20TSV',
      { method: 'POST', body: 'x', headers: { 'Content-Encoding': 'odd' } },
      400,
      '89',
    ],
  ])('%s %o answers status %i', async (query, init, status, code) => {
    const answer = await store.http(query, init);
    expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([status, code]);
    expect(await answer.text()).toMatch(
      new RegExp(`^Code: ${code}\\. DB::Exception: .* \\(version \\S+\\)\n$`, 's'),
    );
  });

  it('names the bad row and stores none of its batch', async () => {
    await store.table('bad_row', 'a UInt32');
    const values = [{ a: 1 }, { a: 'x' }];
    const insert = store.client.insert({ table: 'bad_row', values, format: 'JSONEachRow' });
    await expect(insert).rejects.toMatchObject({
      code: '27',
      message: expect.stringContaining('(at row 2)'),
    });
    expect(await store.rows('SELECT count() AS n FROM bad_row')).toEqual([{ n: 0 }]);
  });

  it('ends a query at its time limit', async () => {
    const query = 'SELECT count() FROM numbers(100000000000) WHERE sipHash64(number) = 3';
    const slow = store.client.query({ query, clickhouse_settings: { max_execution_time: 0.2 } });
    await expect(slow).rejects.toMatchObject({ code: '159' });
  });

  it('refuses a query that takes more memory than allowed', async () => {
    const query = 'SELECT groupArray(number) FROM numbers(1000000000)';
    await expect(store.client.query({ query })).rejects.toMatchObject({ code: '241' });
  });

  it('ends a scan whose client leaves', async () => {
    const leave = new AbortController();
    const query = 'SELECT count() FROM numbers(100000000000) WHERE sipHash64(number) = 77';
    const scan = store.client.query({ query, abort_signal: leave.signal });
    const running = async () =>
      (
        await store.rows(
          "SELECT query FROM system.processes WHERE query LIKE '%= 77%' AND query NOT LIKE '%processes%'",
        )
      ).length;
    while ((await running()) === 0);
    leave.abort();
    await expect(scan).rejects.toThrow('aborted');
    while ((await running()) > 0);
  });
});
