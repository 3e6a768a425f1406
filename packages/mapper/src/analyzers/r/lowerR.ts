import type { Position } from '../../facts/position.js';
import type { Program } from '../../facts/program.js';
import { firstError } from '../../syntax/firstError.js';
import { lowerExpression } from './lowerExpression.js';
import { type LoweringRules, newLowering, positionOf } from './lowering.js';
import { bindLoaded } from './lowerLoad.js';
import { lowerBlock, lowerFunctionBody } from './lowerStatement.js';
import { orderTargets } from './lowerTarget.js';
import { rGrammar } from './rGrammar.js';

const RULES: LoweringRules = {
  expression(node) {
    return lowerExpression(this, node);
  },
  block(nodes) {
    return lowerBlock(this, nodes);
  },
  functionBody(body) {
    return lowerFunctionBody(this, body);
  },
};

/** A program and what kept a part of it from being read. */
export interface LoweredR {
  program: Program;
  problems: string[];
}

/** Loads the parser that `lowerR` needs, once in each thread. */
export const prepareR = (): Promise<void> => rGrammar.load();

/**
 * Lowers R code to a program. `place` says where a part of the text stands in its file, when the text is only a part of that:
 * a chunk of a document, a cell of a notebook. Needs `prepareR` to have been awaited.
 */
export function lowerR(text: string, place?: (position: Position) => Position): LoweredR {
  const root = rGrammar.parse(text);
  const empty: Program = { language: 'r', body: [], calls: [] };
  if (!root) return { program: empty, problems: ['the parser gave no tree'] };
  const lowering = newLowering(RULES, text, place);
  const body = bindLoaded(lowering, lowering.block(root.children));
  const error = firstError(root);
  return {
    program: { language: 'r', body: orderTargets(body), calls: [...lowering.calls] },
    problems: error ? [`line ${positionOf(lowering, error)[0]}: not R that the grammar knows`] : [],
  };
}
