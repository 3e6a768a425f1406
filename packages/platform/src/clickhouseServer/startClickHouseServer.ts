import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Engine } from './engine/engine.js';
import type { EngineOptions } from './engine/engineOptions.js';
import { Lane } from './engine/lane.js';
import type { Credentials } from './http/authorise.js';
import { handleRequest } from './http/handleRequest.js';
import { Spool } from './spool/spool.js';

export interface ClickHouseServerOptions {
  /** Directory of the engine's data; the process's directory is used for the spool. */
  directory: string;
  /** 0 for any free port. */
  port: number;
  credentials: Credentials;
  engine: EngineOptions;
  /** Largest request body, as sent. */
  maxBodyBytes: number;
}

export interface ClickHouseServer {
  port: number;
  version: string;
  /** Answers what is running, refuses what is new, and closes the engine. */
  close(): Promise<void>;
}

/** Serves the embedded engine over ClickHouse's HTTP protocol, on the loopback only. */
export async function startClickHouseServer(options: ClickHouseServerOptions): Promise<ClickHouseServer> {
  const engine = new Engine(options.directory, options.engine);
  const context = {
    engine,
    spool: new Spool(),
    lanes: lanesOf(options.engine),
    maxBodyBytes: options.maxBodyBytes,
    credentials: options.credentials,
  };
  // Long queries and parameters travel in the URL; ClickHouse allows 1 MiB of it.
  const server = createServer(
    { maxHeaderSize: 1024 * 1024, keepAliveTimeout: 30_000 },
    (request, response) => {
      void handleRequest(context, request, response);
    },
  );
  const port = await listen(server, options.port);
  return { port, version: engine.version, close: () => close(server, engine) };
}

function lanesOf({ concurrency, maxWaiting }: EngineOptions) {
  const lane = (name: 'ingest' | 'schema' | 'query') => new Lane(name, concurrency[name], maxWaiting[name]);
  return { ingest: lane('ingest'), schema: lane('schema'), query: lane('query') };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function close(server: Server, engine: Engine): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  engine.close();
}
