import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEventStore, type TestEventStore } from '../testing/startTestEventStore.js';

let store: TestEventStore;
beforeAll(async () => {
  store = await startTestEventStore();
});
afterAll(() => store.stop());

describe('queries', () => {
  it('answers both kinds of ping', async () => {
    expect(await store.client.ping()).toEqual({ success: true });
    expect(await store.client.ping({ select: true })).toEqual({ success: true });
  });

  it('keeps the values of every type', async () => {
    const [row] = await store.rows(
      `SELECT toUInt64(18446744073709551615) AS u, toFloat64(0.1) AS f, 'é"\\'\\n' AS s, NULL AS n,
        toDateTime64('2026-01-02 03:04:05.678', 3, 'UTC') AS t, [1, 2] AS a, map('k', 1) AS m, toDecimal64(1.5, 2) AS d`,
      {},
      { output_format_json_quote_64bit_integers: 1 },
    );
    expect(row).toEqual({
      u: '18446744073709551615',
      f: 0.1,
      s: 'é"\'\n',
      n: null,
      t: '2026-01-02 03:04:05.678',
      a: [1, 2],
      m: { k: 1 },
      d: 1.5,
    });
  });

  it.each([
    ['String', 'it\'s\t"a"\\b\né {x:String} \u0000'],
    ['Int64', '-9007199254740993'],
    ['Float64', 1.5],
    ['Array(String)', ["a'b", 'c\\d', 'e\tf']],
    ['Nullable(String)', null],
    ['Map(String, UInt8)', { a: 1 }],
    ['Bool', true],
  ])('binds a parameter of type %s', async (type, value) => {
    const [row] = await store.rows(`SELECT {value:${type}} AS value`, { value });
    expect(row?.value).toEqual(type === 'Int64' ? Number(value) : value);
  });

  it('binds identifiers, and parameters too long for a URL', async () => {
    const name = await store.table('long_parameters', 'a String');
    const values = Array.from({ length: 20_000 }, (_, index) => `value-${index}`);
    const result = await store.client.query({
      query: 'SELECT count() AS n, length({values:Array(String)}) AS l FROM {name:Identifier}',
      query_params: { name, values },
      use_multipart_params: true,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ n: 0, l: 20_000 }]);
  });

  it('applies settings to their own request only', async () => {
    const query = "SELECT getSetting('max_block_size') AS size";
    const [before] = await store.rows(query);
    expect(await store.rows(query, {}, { max_block_size: '7' })).toEqual([{ size: 7 }]);
    expect(await store.rows(query)).toEqual([before]);
  });

  it('keeps parameters and databases of requests that run at once apart', async () => {
    await store.client.command({ query: 'CREATE DATABASE other' });
    const other = createClient({ ...store.address, database: 'other' });
    const query = 'SELECT {n:UInt32} AS n, currentDatabase() AS d, sleep(0.01) AS s';
    const ask = async (n: number) => {
      const asker = n % 2 === 0 ? store.client : other;
      return (await asker.query({ query, query_params: { n }, format: 'JSONEachRow' })).json();
    };
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => ask(n)));
    await other.close();
    expect(answers).toEqual(answers.map((_, n) => [{ n, d: n % 2 === 0 ? 'default' : 'other', s: 0 }]));
  });

  it.each([
    ['JSON', '"rows": 2'],
    ['JSONEachRow', '{"a":0,"b":"x"}\n{"a":1,"b":"x"}\n'],
    ['JSONCompactEachRow', '[0, "x"]\n[1, "x"]\n'],
    ['TabSeparated', '0\tx\n1\tx\n'],
    ['TabSeparatedWithNames', 'a\tb\n0\tx\n1\tx\n'],
    ['CSV', '0,"x"\n1,"x"\n'],
    ['CSVWithNames', '"a","b"\n0,"x"\n1,"x"\n'],
  ] as const)('answers in %s', async (format, text) => {
    const query = "SELECT toUInt8(number) AS a, 'x' AS b FROM numbers(2)";
    for (const one of [store.client, store.zipped]) {
      expect(await (await one.query({ query, format })).text()).toContain(text);
    }
  });

  it('streams a result larger than its buffers, with and without gzip', async () => {
    const query = "SELECT number AS n, repeat('x', 100) AS x FROM numbers(50000)";
    for (const one of [store.client, store.zipped]) {
      const result = await one.query({ query, format: 'JSONEachRow' });
      let sum = 0;
      for await (const chunk of result.stream<{ n: number }>()) {
        for (const row of chunk) sum += row.json<{ n: number }>().n;
      }
      expect(sum).toBe((50_000 * 49_999) / 2);
    }
  });

  it('answers GET with the default format asked for, and only reads', async () => {
    expect(await (await store.http('?query=SELECT%201%2C2&default_format=CSV')).text()).toBe('1,2\n');
    expect(await (await store.http('?query=SELECT%201%2C2')).text()).toBe('1\t2\n');
    const refused = await store.http('?query=CREATE%20DATABASE%20written');
    expect(refused.headers.get('x-clickhouse-exception-code')).toBe('164');
  });

  it('takes a statement with its rows in one body', async () => {
    await store.table('one_body', 'a UInt8, s String');
    const body = 'INSERT INTO one_body FORMAT JSONEachRow\n{"a":1,"s":"x;é"}\n\n{"a":2}\n';
    const answer = await store.http('', { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(await store.rows('SELECT * FROM one_body ORDER BY a')).toEqual([
      { a: 1, s: 'x;é' },
      { a: 2, s: '' },
    ]);
  });
});
