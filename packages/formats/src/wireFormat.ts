import type { DecodedBatch } from './decodedBatch.js';
import type { DecodeLimits } from './decodeLimits.js';

/** What the items of a message are, when the place it came in by says so (`/v1/labels`, a topic, a file name). */
export type EventKind = 'predictions' | 'labels';

/** One raw message: the body of a request, a Kafka record or a file, already decompressed. */
export interface WireMessage {
  /** Names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Bare media type in lower case, without parameters; empty when unknown. */
  contentType: string;
  body: Uint8Array | string;
  kind?: EventKind;
}

/** One way in which predictions and labels arrive. Implementations are pure: time comes with the limits. */
export interface WireFormat {
  /** Unique, kebab-case; equals the folder's name. */
  readonly name: string;
  /** Media types it answers to. */
  readonly contentTypes: readonly string[];
  /** HTTP paths it answers to, with what their items are. */
  readonly paths: Readonly<Record<string, EventKind>>;
  /**
   * Decodes and validates every item on its own: a bad item becomes a coded rejection and costs no other item.
   * Never changes the body.
   *
   * @throws CodedError only when the body as a whole cannot be read or has too many items.
   */
  decode(message: WireMessage, limits: DecodeLimits): DecodedBatch;
}
