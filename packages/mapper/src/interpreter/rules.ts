import type { Library, Rule } from './machine.js';

/** The rules of the libraries of one language, by what is called. */
export class Rules {
  private readonly functions = new Map<string, Rule>();
  private readonly methods = new Map<string, Rule>();

  constructor(libraries: readonly Library[], language: string) {
    for (const library of libraries) {
      if (!(library.languages ?? ['python']).includes(language)) continue;
      for (const [name, rule] of Object.entries(library.functions)) this.functions.set(name, rule);
      for (const [name, rule] of Object.entries(library.methods)) this.methods.set(name, rule);
    }
  }

  function(name: string): Rule | undefined {
    return this.functions.get(name);
  }

  method(name: string): Rule | undefined {
    return this.methods.get(name);
  }

  /** The rule for a method of a value whose type is unknown: the longest known ending of its dotted name. */
  anyMethod(name: string): Rule | undefined {
    const parts = name.split('.');
    const [last, pair] = [parts.at(-1), parts.slice(-2).join('.')];
    const precise = parts.length > 1 ? this.methods.get(`*.${pair}`) : undefined;
    return precise ?? (parts.length > 1 || last === name ? this.methods.get(`*.${last}`) : undefined);
  }
}
