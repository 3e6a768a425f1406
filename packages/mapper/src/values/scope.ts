import { join, type Names, type Value } from './value.js';

/** Names of one function, class or module, and the scope around it. */
export class Scope implements Names {
  names = new Map<string, Value>();

  constructor(
    readonly path: string,
    readonly parent?: Names,
    /** Names that belong to the outermost scope, whoever sets them. */
    private readonly globals?: readonly string[],
  ) {}

  private get outermost(): Names {
    return this.parent instanceof Scope ? this.parent.outermost : (this.parent ?? this);
  }

  get(name: string): Value | undefined {
    return this.names.get(name) ?? this.parent?.get(name);
  }

  set(name: string, value: Value): void {
    if (this.globals?.includes(name)) this.outermost.set(name, value);
    else this.names.set(name, value);
  }

  /** Runs each option from the same state and joins the states that they end in. */
  branch(options: readonly (() => void)[]): void {
    const before = this.names;
    const ends = options.map((run) => {
      this.names = new Map(before);
      run();
      return this.names;
    });
    const joined = new Map<string, Value>();
    for (const end of ends) {
      for (const [name, value] of end) {
        const known = joined.get(name);
        joined.set(name, known && known !== value ? join(known, value) : value);
      }
    }
    this.names = joined;
  }
}
