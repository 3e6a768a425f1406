import type { ServerEvent } from '@driftline/contracts';
import { startTestServers, type TestServers } from '@driftline/platform/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';
import { iso, openIncident } from '../testing/facts.js';

let servers: TestServers;
let api: ApiOnServers;

beforeAll(async () => {
  servers = await startTestServers();
  api = await apiOnServers(servers);
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

/** Opens the stream; `until` reads on until the text so far matches. */
async function listen(to: ApiOnServers, headers: Record<string, string>) {
  const abort = new AbortController();
  const response = await fetch(`${to.url}/v1/events`, { headers, signal: abort.signal });
  const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (pattern: RegExp) => {
    while (!pattern.test(text)) {
      const { done, value } = await reader.read();
      if (done) throw new RangeError(`the stream ended after ${text}`);
      text += value;
    }
    return text;
  };
  return { response, until, reader, close: () => abort.abort() };
}

describe('GET /v1/events', () => {
  it.each(['key', 'session'])('tells what changed to the holder of a %s', async (kind) => {
    const credentials: Record<string, string> =
      kind === 'key'
        ? { authorization: `Bearer ${api.keys.read}` }
        : { cookie: await api.signIn('listener', 'viewer') };
    const stream = await listen(api, credentials);
    expect(stream.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    await stream.until(/heartbeat/);
    const change: ServerEvent = { kind: 'map', id: `map of ${kind}`, model: null, at: iso(1) };
    await api.platform.database.publishChange(change);
    const text = await stream.until(new RegExp(`data: .*${change.id}.*\n`));
    const data = text.split('\n').find((line) => line.includes(change.id));
    expect(JSON.parse(data?.replace(/^data: /, '') ?? '')).toEqual(change);
    stream.close();
  });

  it('tells everybody of what one does over REST', async () => {
    const id = await openIncident(api.platform, 'flights', 1);
    const headers = { authorization: `Bearer ${api.keys.read}` };
    const streams = await Promise.all([listen(api, headers), listen(api, headers)]);
    await Promise.all(streams.map(({ until }) => until(/heartbeat/)));
    await api.call('POST', `/v1/incidents/${id}/acknowledge`);
    for (const { until, close } of streams) {
      expect(await until(new RegExp(id))).toContain(`"kind":"incident","id":"${id}","model":"flights"`);
      close();
    }
  });

  it('ends when the process is asked to end', async () => {
    const other = await apiOnServers(servers);
    const { until, reader } = await listen(other, { authorization: `Bearer ${other.keys.read}` });
    await until(/heartbeat/);
    await other.stop();
    await expect(reader.read()).resolves.toMatchObject({ done: true });
  });
});
