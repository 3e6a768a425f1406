import type { PrismaClient } from '../generated/client.js';
import type { FactsClient } from './factsClient.js';

function opensTransactions(client: FactsClient): client is PrismaClient {
  return '$transaction' in client && typeof client.$transaction === 'function';
}

/** Runs `work` in the transaction that `client` is already in, or else in a new one. */
export async function atomically<Result>(
  client: FactsClient,
  work: (client: FactsClient) => Promise<Result>,
): Promise<Result> {
  if (!opensTransactions(client)) return await work(client);
  return await client.$transaction(work, { maxWait: 10_000, timeout: 60_000 });
}
