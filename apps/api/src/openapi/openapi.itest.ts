import { startTestServers, type TestServers } from '@driftline/platform/testing';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiOnServers, apiOnServers } from '../testing/apiOnServers.js';

let servers: TestServers;
let api: ApiOnServers;
let document: OpenAPIObject;

beforeAll(async () => {
  servers = await startTestServers();
  api = await apiOnServers(servers);
  document = (await api.call('GET', '/v1/openapi.json', { key: null })).body as OpenAPIObject;
});
afterAll(async () => {
  await api?.stop();
  await servers?.stop();
});

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

function operations() {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation ? [{ route: `${method.toUpperCase()} ${path}`, path, operation }] : [];
    }),
  );
}

/** The API's routes as the router knows them, from its drawing of a tree. */
function served(): string[] {
  const routes: string[] = [];
  const parts: string[] = [];
  for (const line of api.app
    .getHttpAdapter()
    .getInstance()
    .printRoutes({ commonPrefix: false })
    .split('\n')) {
    const found = /^((?:│ {3}| {4})*)(?:├── |└── )(\S+)(?: \(([A-Z, ]+)\))?/.exec(line);
    if (!found) continue;
    const [, indent = '', part = '', methods = ''] = found;
    parts.length = indent.length / 4;
    parts.push(part);
    const path = parts.join('').replace(/:(\w+)/g, '{$1}');
    for (const method of methods.split(', ')) if (path.startsWith('/v1/')) routes.push(`${method} ${path}`);
  }
  return routes.filter((route) => /^(GET|POST|PUT|PATCH|DELETE) /.test(route));
}

describe('GET /v1/openapi.json', () => {
  it('is a valid OpenAPI document', async () => {
    const { valid, errors = [] } = await new Validator().validate({ ...document });
    expect({ valid, errors }).toEqual({ valid: true, errors: [] });
  });

  it('names every route of the API and of the collector', () => {
    const named = operations().map(({ route }) => route);
    const own = /openapi/;
    const routes = served().filter((route) => !own.test(route));
    expect(routes.length).toBeGreaterThan(25);
    expect(routes.filter((route) => !named.includes(route))).toEqual([]);
    expect(named).toEqual(
      expect.arrayContaining(['POST /v1/predictions', 'POST /v1/labels', 'POST /v1/lineage', 'GET /healthz']),
    );
  });

  it('says of every operation what it is for and what it answers', () => {
    const versioned = operations().filter(({ path }) => path.startsWith('/v1/'));
    const silent = versioned.filter(({ operation }) => {
      const good = Object.entries(operation.responses).filter(([status]) => /^2/.test(status));
      return (
        !operation.summary ||
        good.length !== 1 ||
        (good[0]?.[0] !== '204' && !('content' in (good[0]?.[1] ?? {})))
      );
    });
    expect(silent.map(({ route }) => route)).toEqual([]);
  });

  it('names the parameters of every path and query', () => {
    const path = document.paths['/v1/models/{name}/windows'];
    const parameters = [...(path?.parameters ?? []), ...(path?.get?.parameters ?? [])];
    const names = parameters.map((parameter) => ('name' in parameter ? parameter.name : ''));
    expect(names.sort()).toEqual(['from', 'limit', 'name', 'to']);
  });

  it('tells errors as problem+json', () => {
    const { default: problem } = document.paths['/v1/models']?.get?.responses ?? {};
    expect(problem).toMatchObject({ content: { 'application/problem+json': {} } });
  });
});

describe('GET /docs', () => {
  it('is a page with its scripts beside it', async () => {
    const { status, body } = await api.call('GET', '/docs', { key: null, headers: { accept: 'text/html' } });
    expect({ status, body }).toEqual({ status: 200, body: expect.stringContaining('swagger-ui') });
    const scripts = [...String(body).matchAll(/<script src="\.?(\/[^"]+)"/g)].map(([, path]) => path ?? '');
    expect(scripts.length).toBeGreaterThan(1);
    for (const path of scripts) {
      const reply = await api.call('GET', path, { key: null });
      expect(reply.headers.get('content-type')).toMatch(/javascript/);
    }
  });
});
