import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestEventStore, type TestEventStore } from '../testing/startTestEventStore.js';

let store: TestEventStore;
beforeAll(async () => {
  store = await startTestEventStore({ engine: { durable: true } });
});
afterAll(() => store.stop());

describe('inserts', () => {
  it.each([
    ['JSONEachRow', [{ a: 1, s: 'é\n' }, { a: 2 }]],
    [
      'JSONCompactEachRow',
      [
        [1, 'é\n'],
        [2, ''],
      ],
    ],
  ] as const)('takes %s, plain and in gzip, and evaluates defaults', async (format, values) => {
    for (const [suffix, one] of [
      ['plain', store.client],
      ['gzip', store.zipped],
    ] as const) {
      const name = `insert_${format}_${suffix}`;
      await store.table(
        name,
        "a UInt32, s String, z String DEFAULT concat('z', s), r DateTime64(6) DEFAULT now64(6)",
      );
      const { summary } = await one.insert({ table: name, columns: ['a', 's'], values: [...values], format });
      expect(summary?.written_rows).toBe('2');
      expect(await store.rows(`SELECT a, s, z, r > now() - 60 AS fresh FROM ${name} ORDER BY a`)).toEqual([
        { a: 1, s: 'é\n', z: 'zé\n', fresh: 1 },
        { a: 2, s: '', z: 'z', fresh: 1 },
      ]);
    }
  });

  it.each([
    'TabSeparated',
    'CSV',
    'RowBinary',
    'RowBinaryWithNamesAndTypes',
    'Native',
    'ArrowStream',
    'Parquet',
  ])('gives out %s and takes it back unchanged', async (format) => {
    const name = await store.table(
      `round_trip_${format}`,
      "a UInt64, s String, f Nullable(Float64), z String DEFAULT 'd'",
    );
    const source =
      "SELECT number AS a, concat('\\n;\\t', toString(number)) AS s, if(number % 3 = 0, NULL, number / 7) AS f FROM numbers(5000)";
    const out = await store.http('', { method: 'POST', body: `${source} FORMAT ${format}` });
    const query = encodeURIComponent(`INSERT INTO ${name} (a, s, f) FORMAT ${format}`);
    const back = await store.http(`?query=${query}`, { method: 'POST', body: await out.arrayBuffer() });
    expect([back.status, await back.text()]).toEqual([200, '']);
    const same = `SELECT count() AS n FROM (${source}) AS x JOIN ${name} AS y ON x.a = y.a AND x.s = y.s
      WHERE x.f IS NOT DISTINCT FROM y.f AND z = 'd'`;
    expect(await store.rows(same)).toEqual([{ n: 5000 }]);
  });

  it('takes VALUES in the statement and in the body', async () => {
    await store.table('with_values', 'a UInt8, s String');
    await store.client.command({ query: "INSERT INTO with_values VALUES (1, ';'), (1 + 1, 'b\n\nc')" });
    const answer = await store.http('?query=INSERT%20INTO%20with_values%20VALUES', {
      method: 'POST',
      body: "(3, 'd')",
    });
    expect(answer.status).toBe(200);
    const stored = await store.rows('SELECT * FROM with_values ORDER BY a');
    expect(stored.map(({ s }) => s)).toEqual([';', 'b\n\nc', 'd']);
  });

  it('takes a batch of 40 MB', async () => {
    await store.table('big', 'a UInt32, s String');
    const values = Array.from({ length: 100_000 }, (_, a) => ({ a, s: 'x'.repeat(400) }));
    await store.client.insert({ table: 'big', values, format: 'JSONEachRow' });
    expect(await store.rows('SELECT uniqExact(a) AS n, sum(length(s)) AS l FROM big')).toEqual([
      { n: 100_000, l: 40_000_000 },
    ]);
  });

  it('writes a batch once when it is sent again with the same token', async () => {
    await store.table('once', 'a UInt32, p UInt8', 'SETTINGS non_replicated_deduplication_window = 1000');
    const values = [
      { a: 1, p: 1 },
      { a: 2, p: 2 },
    ];
    for (const insert_deduplication_token of ['one', 'one', 'two']) {
      await store.client.insert({
        table: 'once',
        values,
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token },
      });
    }
    expect(await store.rows('SELECT count() AS n FROM once')).toEqual([{ n: 4 }]);
  });

  it('waits for the disk before it answers', async () => {
    await store.table('synced', 'a UInt32');
    const synced = async () => {
      const [row] = await store.rows(
        "SELECT sumIf(value, event = 'FileSync') AS f, sumIf(value, event = 'DirectorySync') AS d FROM system.events",
      );
      return { files: Number(row?.f), directories: Number(row?.d) };
    };
    const before = await synced();
    await store.client.insert({ table: 'synced', values: [{ a: 1 }], format: 'JSONEachRow' });
    const after = await synced();
    expect(after.files).toBeGreaterThan(before.files);
    expect(after.directories).toBeGreaterThan(before.directories);
  });

  it('answers while a scan runs, in a small part of its time', async () => {
    await store.table('beside', 'a UInt32');
    const leave = new AbortController();
    const scan = store.client.query({
      query: 'SELECT count() AS n FROM numbers(100000000000) WHERE sipHash64(number) = 3',
      clickhouse_settings: { max_execution_time: 2 },
      abort_signal: leave.signal,
    });
    const ended = scan.then(
      () => 'done',
      () => 'ended',
    );
    const inserts = async () => {
      for (let a = 0; a < 5; a += 1)
        await store.client.insert({ table: 'beside', values: [{ a }], format: 'JSONEachRow' });
      return 'inserted';
    };
    expect(await Promise.race([inserts(), ended])).toBe('inserted');
    leave.abort();
    await ended;
  });
});
