import { BackgroundClient } from './backgroundClient.js';
import type { Client } from './client.js';
import { type ClientOptions, defaultOptions } from './clientOptions.js';

/** A client that sends in the background and flushes when the process comes to its end. */
export function createClient(options: ClientOptions): Client {
  return new BackgroundClient({ ...defaultOptions, ...withoutUndefined(options) });
}

/** An option that is there but undefined means its default. */
function withoutUndefined(options: ClientOptions): ClientOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.assign({ url: options.url, apiKey: options.apiKey }, Object.fromEntries(given));
}
