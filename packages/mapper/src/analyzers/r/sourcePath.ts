import { fieldOf, type SyntaxNode } from '../../syntax/syntaxNode.js';
import { calledName } from './calledName.js';
import type { Lowering } from './lowering.js';
import { lowerString } from './lowerString.js';

const JOINS: ReadonlySet<string> = new Set(['here', 'file.path', 'path', 'normalizePath', 'path_package']);

/** The part of a path that is written out: `here("R", "load.R")` is `R/load.R`, `paste0(root, "/load.R")` is `load.R`. */
export function sourcePath(lowering: Lowering, node: SyntaxNode): string | undefined {
  if (node.type === 'string') return lowerString(lowering, node);
  const called = calledName(lowering, node);
  if (!JOINS.has(called) && !/^(paste0?|glue)$/.test(called)) return undefined;
  const parts = (fieldOf(node, 'arguments')?.children ?? [])
    .filter((child) => child.type === 'argument' && !fieldOf(child, 'name'))
    .map((child) => fieldOf(child, 'value'))
    .map((value) => (value ? sourcePath(lowering, value) : undefined));
  const written = parts.slice(parts.lastIndexOf(undefined) + 1).filter((part) => part !== undefined);
  if (written.length === 0) return undefined;
  const path = written.join(JOINS.has(called) ? '/' : '').replace(/^.*\}/, '');
  return parts.includes(undefined) || called === 'glue' ? path.replace(/^\/+/, '') : path;
}
