import { driftlineFormat } from './driftline/driftlineFormat.js';
import type { WireFormat } from './wireFormat.js';

/** Every wire format, in the order in which they are asked. Adding one: its folder and a line here. */
export const wireFormats: readonly WireFormat[] = [driftlineFormat];
