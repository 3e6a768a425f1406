import type { Tree, TreeCursor } from 'web-tree-sitter';

/** Steps through a tree and answers what stands where it is. */
export interface TreeWalker {
  readonly type: number;
  readonly field: number;
  readonly start: number;
  readonly end: number;
  /** Moves; false when there is no such node. */
  firstChild(): boolean;
  nextSibling(): boolean;
  parent(): boolean;
  close(): void;
}

/** The usual way: every question hands the cursor's state to WebAssembly and takes it back. */
export class CursorWalker implements TreeWalker {
  constructor(private readonly cursor: TreeCursor) {}

  get type(): number {
    return this.cursor.nodeTypeId;
  }

  get field(): number {
    return this.cursor.currentFieldId;
  }

  get start(): number {
    return this.cursor.startIndex;
  }

  get end(): number {
    return this.cursor.endIndex;
  }

  firstChild(): boolean {
    return this.cursor.gotoFirstChild();
  }

  nextSibling(): boolean {
    return this.cursor.gotoNextSibling();
  }

  parent(): boolean {
    return this.cursor.gotoParent();
  }

  close(): void {
    this.cursor.delete();
  }
}

type Ask = (tree: number) => number;

const NAMES = {
  type: 'current_node_type_id',
  field: 'current_field_id',
  start: 'start_index',
  end: 'end_index',
  firstChild: 'goto_first_child',
  nextSibling: 'goto_next_sibling',
  parent: 'goto_parent',
  copy: 'copy',
  delete: 'delete',
} as const;

/** Functions of the parser's module, which work on the cursor whose state lies in the module's own buffer. */
export type CursorFunctions = Readonly<Record<keyof typeof NAMES, Ask>>;

/** The functions of a loaded module; undefined when it is not the one that this knows. */
export function cursorFunctions(module: object): CursorFunctions | undefined {
  const found = Object.entries(NAMES).map(([key, name]) => [
    key,
    Reflect.get(module, `_ts_tree_cursor_${name}_wasm`),
  ]);
  const isComplete = found.every(([, ask]) => typeof ask === 'function');
  return isComplete ? (Object.fromEntries(found) as CursorFunctions) : undefined;
}

/**
 * Leaves the cursor's state in the module while one tree is walked, in place of carrying it over for every question: half
 * the time of copying a tree. It walks a copy of the cursor, so that the cursor itself stays whole. Until it is closed
 * nothing else may walk a tree in the same thread.
 */
export class DirectWalker implements TreeWalker {
  constructor(
    private readonly cursor: TreeCursor,
    private readonly tree: number,
    private readonly ask: CursorFunctions,
  ) {
    // Asking the cursor puts its state into the module's buffer, where `copy` takes it from.
    void cursor.nodeTypeId;
    ask.copy(tree);
  }

  get type(): number {
    return this.ask.type(this.tree);
  }

  get field(): number {
    return this.ask.field(this.tree);
  }

  get start(): number {
    return this.ask.start(this.tree);
  }

  get end(): number {
    return this.ask.end(this.tree);
  }

  firstChild(): boolean {
    return this.ask.firstChild(this.tree) === 1;
  }

  nextSibling(): boolean {
    return this.ask.nextSibling(this.tree) === 1;
  }

  parent(): boolean {
    return this.ask.parent(this.tree) === 1;
  }

  close(): void {
    this.ask.delete(this.tree);
    this.cursor.delete();
  }
}

/** The quickest way to walk a tree that the module offers. */
export function walkerOf(tree: Tree, functions: CursorFunctions | undefined): TreeWalker {
  const cursor = tree.walk();
  const address: unknown = Reflect.get(tree, 0);
  return functions && typeof address === 'number'
    ? new DirectWalker(cursor, address, functions)
    : new CursorWalker(cursor);
}
