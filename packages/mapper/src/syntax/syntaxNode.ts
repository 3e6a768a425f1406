import type { TreeCursor } from 'web-tree-sitter';

/** A named node copied out of the parser's memory, so that the tree can be freed at once. */
export interface SyntaxNode {
  type: string;
  field: string | null;
  start: number;
  end: number;
  line: number;
  endLine: number;
  /** Text of the anonymous operator of this node, if it has one. */
  operator?: string;
  children: SyntaxNode[];
}

const MAXIMUM_DEPTH = 400;
const UNUSED: ReadonlySet<string> = new Set([
  'comment',
  'line_continuation',
  'type_conversion',
  'format_specifier',
]);

function shallow(cursor: TreeCursor): SyntaxNode {
  return {
    type: cursor.nodeType,
    field: cursor.currentFieldName,
    start: cursor.startIndex,
    end: cursor.endIndex,
    line: cursor.startPosition.row + 1,
    endLine: cursor.endPosition.row + 1,
    children: [],
  };
}

/** Copies the tree below the cursor; deeper than 400 levels it is cut, which only absurd input reaches. */
export function copyTree(cursor: TreeCursor, depth = 0): SyntaxNode {
  const node = shallow(cursor);
  if (depth > MAXIMUM_DEPTH || !cursor.gotoFirstChild()) return node;
  do {
    const type = cursor.nodeType;
    if (!cursor.nodeIsNamed) {
      if (cursor.currentFieldName === 'operator') node.operator = type;
    } else if (!UNUSED.has(type)) {
      node.children.push(copyTree(cursor, depth + 1));
    }
  } while (cursor.gotoNextSibling());
  cursor.gotoParent();
  return node;
}

export function fieldOf(node: SyntaxNode, field: string): SyntaxNode | undefined {
  return node.children.find((child) => child.field === field);
}

export function fieldsOf(node: SyntaxNode, field: string): SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}
