import type { Position } from '../../facts/position.js';
import type { Statement } from '../../facts/program.js';
import { firstError } from '../../syntax/firstError.js';
import type { Lowering } from './lowering.js';
import { positionOf } from './lowering.js';
import { lowerStatements } from './lowerStatement.js';
import { pythonGrammar } from './pythonGrammar.js';

/** A Python text as statements; where the grammar did not know it. */
export interface LoweredPython {
  body: Statement[];
  error?: Position;
}

/**
 * Parses and lowers a text; adds what it calls to `calls`. `place` says where a part of the text stands in its file, when
 * the text is only a part of that.
 */
export function lowerPython(text: string, calls: Set<string>, place?: Lowering['place']): LoweredPython {
  const root = pythonGrammar.parse(text);
  const lowering: Lowering = { text, calls, hoisted: [], yieldsOne: false, ...(place ? { place } : {}) };
  if (!root) return { body: [], error: [1, 1, 0, 0] };
  const body = lowerStatements(lowering, root.children);
  const error = firstError(root);
  return error ? { body, error: positionOf(lowering, error) } : { body };
}
