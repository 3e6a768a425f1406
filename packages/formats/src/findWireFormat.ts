import type { WireFormat } from './wireFormat.js';
import { wireFormats } from './wireFormats.js';

/** The format that answers to an HTTP path, or undefined. */
export function findWireFormat(path: string): WireFormat | undefined {
  return wireFormats.find((format) => Object.hasOwn(format.paths, path));
}
