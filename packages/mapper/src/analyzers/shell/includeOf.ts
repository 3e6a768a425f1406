import type { ImportStatement } from '../../facts/program.js';
import { EXPORTED } from './shellLowering.js';

const LEADING = /^(["']|\$\{[^}]*\}|\$\([^()]*(?:\([^()]*\)[^()]*)*\)|\$\w+|`[^`]*`)+\/?/;

/** Runs another script or a file of settings in this place; what leads to its folder is left out. */
export function includeOf(written: string, exports: boolean): ImportStatement {
  const module = written.replace(LEADING, '').replace(/["']/g, '');
  return {
    kind: 'import',
    module,
    level: 0,
    names: [{ name: '*', as: '*' }],
    inline: true,
    ...(exports ? { as: EXPORTED } : {}),
  };
}
