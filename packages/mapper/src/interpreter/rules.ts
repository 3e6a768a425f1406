import type { Library, Rule } from './machine.js';

/** The rules of the libraries of one language, by what is called. */
export class Rules {
  private readonly functions = new Map<string, Rule>();
  private readonly methods = new Map<string, Rule>();
  private readonly names = new Map<string, Rule>();
  /** Types whose constructor has a rule. */
  private readonly types = new Set<string>();
  private readonly decorators = new Map<string, Rule>();
  private readonly decoratorNames = new Set<string>();
  private readonly families = new Map<string, Rule>();
  private readonly found = new Map<string, Rule | null>();

  constructor(libraries: readonly Library[], language: string) {
    for (const library of libraries) {
      if (!(library.languages ?? ['python']).includes(language)) continue;
      for (const [name, rule] of Object.entries(library.functions)) {
        if (name.endsWith('.*')) this.families.set(name.slice(0, -2), rule);
        else this.functions.set(name, rule);
      }
      for (const [name, rule] of Object.entries(library.methods)) this.methods.set(name, rule);
      for (const [name, rule] of Object.entries(library.names ?? {})) this.names.set(name, rule);
      for (const [name, rule] of Object.entries(library.decorators ?? {})) this.decorators.set(name, rule);
    }
    for (const name of this.methods.keys())
      if (name.endsWith('.__init__')) this.types.add(name.slice(0, -'.__init__'.length));
    for (const name of this.decorators.keys()) this.decoratorNames.add(name.split('.').at(-1) ?? name);
  }

  /** The rule for a function: its own, else that of the nearest `owner.*` above it. */
  function(name: string): Rule | undefined {
    const own = this.functions.get(name);
    if (own || this.families.size === 0) return own;
    for (let cut = name.lastIndexOf('.'); cut > 0; cut = name.lastIndexOf('.', cut - 1)) {
      const family = this.families.get(name.slice(0, cut));
      if (family) return family;
    }
    return undefined;
  }

  method(name: string): Rule | undefined {
    return this.methods.get(name);
  }

  /** The rule for a method of a type, whatever package the type stands in. */
  typedMethod(type: string, name: string): Rule | undefined {
    return this.methods.get(`${type}.${name}`) ?? this.methods.get(`*.${type.split('.').at(-1)}.${name}`);
  }

  /** Whether any rule is for a decorator whose name ends so: spares looking at the others. */
  mayDecorate(lastName: string): boolean {
    return this.decoratorNames.has(lastName);
  }

  /** Whether a rule is for this function, type, decorator or name, under its full name. */
  knows(name: string): boolean {
    return (
      this.functions.has(name) || this.types.has(name) || this.decorators.has(name) || this.names.has(name)
    );
  }

  name(name: string): Rule | undefined {
    return this.names.get(name);
  }

  decorator(name: string): Rule | undefined {
    return this.decorators.get(name) ?? this.decorators.get(`*.${name.split('.').at(-1)}`);
  }

  /** The rule for a method of a value whose type is unknown: the longest known ending of its dotted name. */
  anyMethod(name: string): Rule | undefined {
    const known = this.found.get(name);
    if (known !== undefined) return known ?? undefined;
    const rule = this.findMethod(name);
    this.found.set(name, rule ?? null);
    return rule;
  }

  private findMethod(name: string): Rule | undefined {
    const parts = name.split('.');
    const [last, pair] = [parts.at(-1), parts.slice(-2).join('.')];
    const precise = parts.length > 1 ? this.methods.get(`*.${pair}`) : undefined;
    return precise ?? (parts.length > 1 || last === name ? this.methods.get(`*.${last}`) : undefined);
  }
}
