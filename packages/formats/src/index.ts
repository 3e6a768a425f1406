export type { DecodedBatch } from './decodedBatch.js';
export { type DecodeLimits, defaultDecodeLimits } from './decodeLimits.js';
export { findWireFormat } from './findWireFormat.js';
export { ItemProblem } from './itemProblem.js';
export { parseTimestamp } from './values/parseTimestamp.js';
export type { EventKind, WireFormat, WireMessage } from './wireFormat.js';
export { wireFormats } from './wireFormats.js';
