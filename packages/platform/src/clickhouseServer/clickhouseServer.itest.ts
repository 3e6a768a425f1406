import { gzipSync } from 'node:zlib';
import { createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Embedded, startEmbedded } from '../embedded/startEmbedded.js';

const quiet = { log: { level: 127 } } as const;
let embedded: Embedded;
let client: ReturnType<typeof createClient>;
let zipped: ReturnType<typeof createClient>;

beforeAll(async () => {
  // Only the event store, with the disk waited for as in a persistent directory.
  embedded = await startEmbedded({
    dataDir: '',
    ephemeral: true,
    databaseUrl: 'postgresql://unused/unused',
    engine: { durable: true, maxMemoryBytes: 1024 ** 3 },
  });
  client = createClient({ ...embedded.clickhouse, ...quiet });
  zipped = createClient({ ...embedded.clickhouse, ...quiet, compression: { request: true, response: true } });
});

afterAll(async () => {
  await client.close();
  await zipped.close();
  await embedded.stop();
});

type Rows = Record<string, unknown>[];
type Settings = NonNullable<Parameters<typeof client.query>[0]['clickhouse_settings']>;
type Parameters_ = Record<string, unknown>;

async function rows(
  query: string,
  query_params: Parameters_ = {},
  clickhouse_settings: Settings = {},
): Promise<Rows> {
  const result = await client.query({ query, query_params, clickhouse_settings, format: 'JSONEachRow' });
  return result.json();
}

async function table(name: string, columns: string, settings = ''): Promise<string> {
  await client.command({
    query: `CREATE TABLE ${name} (${columns}) ENGINE = MergeTree ORDER BY tuple() ${settings}`,
  });
  return name;
}

/** The HTTP interface without the client. */
function http(query: string, init: RequestInit = {}): Promise<Response> {
  const { url, username, password } = embedded.clickhouse;
  const headers = { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password, ...init.headers };
  return fetch(`${url}/${query}`, { ...init, headers });
}

describe('queries', () => {
  it('answers both kinds of ping', async () => {
    expect(await client.ping()).toEqual({ success: true });
    expect(await client.ping({ select: true })).toEqual({ success: true });
  });

  it('keeps the values of every type', async () => {
    const [row] = await rows(
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
    const [row] = await rows(`SELECT {value:${type}} AS value`, { value });
    expect(row?.value).toEqual(type === 'Int64' ? Number(value) : value);
  });

  it('binds identifiers, and parameters too long for a URL', async () => {
    const name = await table('long_parameters', 'a String');
    const values = Array.from({ length: 20_000 }, (_, index) => `value-${index}`);
    const result = await client.query({
      query: 'SELECT count() AS n, length({values:Array(String)}) AS l FROM {name:Identifier}',
      query_params: { name, values },
      use_multipart_params: true,
      format: 'JSONEachRow',
    });
    expect(await result.json()).toEqual([{ n: 0, l: 20_000 }]);
  });

  it('applies settings to their own request only', async () => {
    const query = "SELECT getSetting('max_block_size') AS size";
    const [before] = await rows(query);
    expect(await rows(query, {}, { max_block_size: '7' })).toEqual([{ size: 7 }]);
    expect(await rows(query)).toEqual([before]);
  });

  it('keeps parameters and databases of requests that run at once apart', async () => {
    await client.command({ query: 'CREATE DATABASE other' });
    const { url, ...rest } = embedded.clickhouse;
    const other = createClient({ ...rest, url, database: 'other', ...quiet });
    const query = 'SELECT {n:UInt32} AS n, currentDatabase() AS d, sleep(0.01) AS s';
    const ask = async (n: number) => {
      const asker = n % 2 === 0 ? client : other;
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
    for (const one of [client, zipped]) {
      expect(await (await one.query({ query, format })).text()).toContain(text);
    }
  });

  it('streams a result larger than its buffers, with and without gzip', async () => {
    const query = "SELECT number AS n, repeat('x', 100) AS x FROM numbers(50000)";
    for (const one of [client, zipped]) {
      const result = await one.query({ query, format: 'JSONEachRow' });
      let sum = 0;
      for await (const chunk of result.stream<{ n: number }>()) {
        for (const row of chunk) sum += row.json<{ n: number }>().n;
      }
      expect(sum).toBe((50_000 * 49_999) / 2);
    }
  });

  it('answers GET with the default format asked for, and only reads', async () => {
    expect(await (await http('?query=SELECT%201%2C2&default_format=CSV')).text()).toBe('1,2\n');
    expect(await (await http('?query=SELECT%201%2C2')).text()).toBe('1\t2\n');
    const refused = await http('?query=CREATE%20DATABASE%20written');
    expect(refused.headers.get('x-clickhouse-exception-code')).toBe('164');
  });

  it('takes a statement with its rows in one body', async () => {
    await table('one_body', 'a UInt8, s String');
    const body = 'INSERT INTO one_body FORMAT JSONEachRow\n{"a":1,"s":"x;é"}\n\n{"a":2}\n';
    const answer = await http('', { method: 'POST', body });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(await rows('SELECT * FROM one_body ORDER BY a')).toEqual([
      { a: 1, s: 'x;é' },
      { a: 2, s: '' },
    ]);
  });
});

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
      ['plain', client],
      ['gzip', zipped],
    ] as const) {
      const name = `insert_${format}_${suffix}`;
      await table(
        name,
        "a UInt32, s String, z String DEFAULT concat('z', s), r DateTime64(6) DEFAULT now64(6)",
      );
      const { summary } = await one.insert({ table: name, columns: ['a', 's'], values: [...values], format });
      expect(summary?.written_rows).toBe('2');
      expect(await rows(`SELECT a, s, z, r > now() - 60 AS fresh FROM ${name} ORDER BY a`)).toEqual([
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
    const name = await table(
      `round_trip_${format}`,
      "a UInt64, s String, f Nullable(Float64), z String DEFAULT 'd'",
    );
    const source =
      "SELECT number AS a, concat('\\n;\\t', toString(number)) AS s, if(number % 3 = 0, NULL, number / 7) AS f FROM numbers(5000)";
    const out = await http('', { method: 'POST', body: `${source} FORMAT ${format}` });
    const query = encodeURIComponent(`INSERT INTO ${name} (a, s, f) FORMAT ${format}`);
    const back = await http(`?query=${query}`, { method: 'POST', body: await out.arrayBuffer() });
    expect([back.status, await back.text()]).toEqual([200, '']);
    const same = `SELECT count() AS n FROM (${source}) AS x JOIN ${name} AS y ON x.a = y.a AND x.s = y.s
      WHERE x.f IS NOT DISTINCT FROM y.f AND z = 'd'`;
    expect(await rows(same)).toEqual([{ n: 5000 }]);
  });

  it('takes VALUES in the statement and in the body', async () => {
    await table('with_values', 'a UInt8, s String');
    await client.command({ query: "INSERT INTO with_values VALUES (1, ';'), (1 + 1, 'b\n\nc')" });
    const answer = await http('?query=INSERT%20INTO%20with_values%20VALUES', {
      method: 'POST',
      body: "(3, 'd')",
    });
    expect(answer.status).toBe(200);
    const stored = await rows('SELECT * FROM with_values ORDER BY a');
    expect(stored.map(({ s }) => s)).toEqual([';', 'b\n\nc', 'd']);
  });

  it('takes a batch of 40 MB', async () => {
    await table('big', 'a UInt32, s String');
    const values = Array.from({ length: 100_000 }, (_, a) => ({ a, s: 'x'.repeat(400) }));
    await client.insert({ table: 'big', values, format: 'JSONEachRow' });
    expect(await rows('SELECT uniqExact(a) AS n, sum(length(s)) AS l FROM big')).toEqual([
      { n: 100_000, l: 40_000_000 },
    ]);
  });

  it('writes a batch once when it is sent again with the same token', async () => {
    await table('once', 'a UInt32, p UInt8', 'SETTINGS non_replicated_deduplication_window = 1000');
    const values = [
      { a: 1, p: 1 },
      { a: 2, p: 2 },
    ];
    for (const insert_deduplication_token of ['one', 'one', 'two']) {
      await client.insert({
        table: 'once',
        values,
        format: 'JSONEachRow',
        clickhouse_settings: { insert_deduplication_token },
      });
    }
    expect(await rows('SELECT count() AS n FROM once')).toEqual([{ n: 4 }]);
  });

  it('waits for the disk before it answers', async () => {
    await table('synced', 'a UInt32');
    const synced = async () => {
      const [row] = await rows(
        "SELECT sumIf(value, event = 'FileSync') AS f, sumIf(value, event = 'DirectorySync') AS d FROM system.events",
      );
      return { files: Number(row?.f), directories: Number(row?.d) };
    };
    const before = await synced();
    await client.insert({ table: 'synced', values: [{ a: 1 }], format: 'JSONEachRow' });
    const after = await synced();
    expect(after.files).toBeGreaterThan(before.files);
    expect(after.directories).toBeGreaterThan(before.directories);
  });

  it('answers while a scan runs, in a small part of its time', async () => {
    await table('beside', 'a UInt32');
    const leave = new AbortController();
    const scan = client.query({
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
        await client.insert({ table: 'beside', values: [{ a }], format: 'JSONEachRow' });
      return 'inserted';
    };
    expect(await Promise.race([inserts(), ended])).toBe('inserted');
    leave.abort();
    await ended;
  });
});

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
    await expect(client.query({ query })).rejects.toMatchObject({ code, type });
    await expect(zipped.query({ query })).rejects.toMatchObject({ code, type });
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
    const answer = await http(query, init);
    expect([answer.status, answer.headers.get('x-clickhouse-exception-code')]).toEqual([status, code]);
    expect(await answer.text()).toMatch(
      new RegExp(`^Code: ${code}\\. DB::Exception: .* \\(version \\S+\\)\n$`, 's'),
    );
  });

  it('names the bad row and stores none of its batch', async () => {
    await table('bad_row', 'a UInt32');
    const values = [{ a: 1 }, { a: 'x' }];
    const insert = client.insert({ table: 'bad_row', values, format: 'JSONEachRow' });
    await expect(insert).rejects.toMatchObject({
      code: '27',
      message: expect.stringContaining('(at row 2)'),
    });
    expect(await rows('SELECT count() AS n FROM bad_row')).toEqual([{ n: 0 }]);
  });

  it('ends a query at its time limit', async () => {
    const query = 'SELECT count() FROM numbers(100000000000) WHERE sipHash64(number) = 3';
    const slow = client.query({ query, clickhouse_settings: { max_execution_time: 0.2 } });
    await expect(slow).rejects.toMatchObject({ code: '159' });
  });

  it('refuses a query that takes more memory than allowed', async () => {
    const query = 'SELECT groupArray(number) FROM numbers(1000000000)';
    await expect(client.query({ query })).rejects.toMatchObject({ code: '241' });
  });

  it('ends a scan whose client leaves', async () => {
    const leave = new AbortController();
    const query = 'SELECT count() FROM numbers(100000000000) WHERE sipHash64(number) = 77';
    const scan = client.query({ query, abort_signal: leave.signal });
    const running = async () =>
      (
        await rows(
          "SELECT query FROM system.processes WHERE query LIKE '%= 77%' AND query NOT LIKE '%processes%'",
        )
      ).length;
    while ((await running()) === 0);
    leave.abort();
    await expect(scan).rejects.toThrow('aborted');
    while ((await running()) > 0);
  });
});

describe('limits', () => {
  let small: Embedded;
  beforeAll(async () => {
    small = await startEmbedded({
      dataDir: '',
      ephemeral: true,
      databaseUrl: 'postgresql://unused/unused',
      maxBodyBytes: 1000,
      engine: {
        concurrency: { ingest: 1, schema: 1, query: 1 },
        maxWaiting: { ingest: 0, schema: 0, query: 1 },
      },
    });
  });
  afterAll(() => small.stop());

  const ask = async (query: string, init: RequestInit = {}) => {
    const { url, username, password } = small.clickhouse;
    const headers = { 'X-ClickHouse-User': username, 'X-ClickHouse-Key': password, ...init.headers };
    const answer = await fetch(`${url}/${query}`, { ...init, headers });
    return [answer.status, answer.headers.get('retry-after')];
  };

  it('tells the next one to come back when a lane is full', async () => {
    const sleep = () => ask('?query=SELECT%20sleep(0.5)');
    const answers = await Promise.all([sleep(), sleep(), sleep()]);
    expect(answers.sort()).toEqual([
      [200, null],
      [200, null],
      [503, '1'],
    ]);
  });

  it.each([
    ['rows', '?query=INSERT%20INTO%20nowhere%20FORMAT%20TSV', { body: 'x'.repeat(1001) }],
    ['a statement', '', { body: `SELECT '${'x'.repeat(1000)}'` }],
    [
      'a statement that grows in gzip',
      '',
      { body: gzipSync(`SELECT '${'x'.repeat(1000)}'`), headers: { 'Content-Encoding': 'gzip' } },
    ],
  ])('refuses %s larger than allowed and goes on', async (_case, query, init) => {
    expect(await ask(query, { method: 'POST', ...init })).toEqual([413, null]);
    expect(await ask('?query=SELECT%201')).toEqual([200, null]);
  });
});
