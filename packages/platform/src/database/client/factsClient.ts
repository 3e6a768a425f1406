import type { Prisma } from '../generated/client.js';

/** What a repository needs of Prisma: the pool's client or a transaction's, so that every repository works in both. */
export type FactsClient = Prisma.TransactionClient;
