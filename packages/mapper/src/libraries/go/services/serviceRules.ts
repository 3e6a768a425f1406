import type { Rule } from '../../../interpreter/machine.js';
import { NOTHING } from '../../../values/value.js';

/** How clouds' stores hold data. */
export const OBJECT = { kind: 'object' as const };

/** The argument itself. */
export const firstRule: Rule = (call) => call.args[0] ?? NOTHING;
