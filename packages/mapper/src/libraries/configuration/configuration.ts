import type { Library } from '../../interpreter/machine.js';

/** Every library from which programs take their settings. */
export const configuration: readonly Library[] = [];
