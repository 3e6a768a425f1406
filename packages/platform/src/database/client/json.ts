import type { Prisma } from '../generated/client.js';

/** A document on its way into a JSON column; the caller's type says its shape. */
export function toJson(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

/** A document from a JSON column that only the typed repository writes, so its shape is known. */
export function fromJson<Document>(value: Prisma.JsonValue): Document {
  return value as Document;
}
