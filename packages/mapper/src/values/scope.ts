import { join, type Names, type Value } from './value.js';

/** Names of one function, class or module, and the scope around it. */
export class Scope implements Names {
  readonly names = new Map<string, Value>();
  /** What names held before the option of a branch that runs now. */
  private before: Map<string, Value | undefined> | undefined;
  /** Imported names that nobody has asked for yet. */
  private readonly promised = new Map<string, () => Value>();

  constructor(
    readonly path: string,
    readonly parent?: Names,
    /** Names that belong to the outermost scope, whoever sets them. */
    private readonly globals?: readonly string[],
  ) {}

  private get outermost(): Names {
    return this.parent instanceof Scope ? this.parent.outermost : (this.parent ?? this);
  }

  /** The nearest scope around this one that holds a name; this one when none does. */
  holder(name: string): Names {
    for (let scope = this.parent; scope instanceof Scope; scope = scope.parent) {
      if (scope.has(name)) return scope;
    }
    return this;
  }

  get(name: string): Value | undefined {
    return this.own(name) ?? this.parent?.get(name);
  }

  has(name: string): boolean {
    return this.names.has(name) || this.promised.has(name);
  }

  /** What this scope itself holds under a name. */
  own(name: string): Value | undefined {
    return this.names.get(name) ?? this.kept(name);
  }

  /** Holds under a name what is found out when somebody asks; at once inside of a branch, whose ends are joined. */
  promise(name: string, find: () => Value): void {
    if (this.before || this.globals?.includes(name)) this.set(name, find());
    else {
      this.names.delete(name);
      this.promised.set(name, find);
    }
  }

  /** Keeps what was promised, as if it had been there from the start. */
  private kept(name: string): Value | undefined {
    const find = this.promised.get(name);
    if (!find) return undefined;
    this.promised.delete(name);
    const value = find();
    this.names.set(name, value);
    return value;
  }

  /** Every name with its value. */
  all(): ReadonlyMap<string, Value> {
    for (const name of [...this.promised.keys()]) this.kept(name);
    return this.names;
  }

  set(name: string, value: Value): void {
    if (this.globals?.includes(name)) this.outermost.set(name, value);
    else {
      if (this.before && !this.before.has(name)) this.before.set(name, this.own(name));
      this.promised.delete(name);
      this.names.set(name, value);
    }
  }

  /** Runs each option from the same state and joins the states that they end in. */
  branch(options: readonly (() => void)[]): void {
    const outer = this.before;
    const ends = options.map((run) => this.attempt(run));
    this.before = outer;
    for (const name of new Set(ends.flatMap((end) => [...end.keys()]))) {
      const before = this.own(name);
      let joined: Value | undefined;
      for (const end of ends) {
        const value = end.get(name) ?? before;
        if (value) joined = joined && joined !== value ? join(joined, value) : value;
      }
      if (joined) this.set(name, joined);
    }
  }

  /** What a piece of code leaves in the names that it sets; afterwards the scope is as it was. */
  private attempt(run: () => void): Map<string, Value> {
    const before = new Map<string, Value | undefined>();
    this.before = before;
    run();
    const end = new Map<string, Value>();
    for (const [name, old] of before) {
      const value = this.names.get(name);
      if (value) end.set(name, value);
      if (old) this.names.set(name, old);
      else this.names.delete(name);
    }
    return end;
  }
}
