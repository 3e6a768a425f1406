import type { Expression } from '../../facts/program.js';
import type { SyntaxNode } from '../../syntax/syntaxNode.js';
import type { JvmLowering } from '../java/jvmLowering.js';

export type Lower = (lowering: JvmLowering, node: SyntaxNode) => Expression;
