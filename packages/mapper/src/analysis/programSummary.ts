import type {
  ClassDefinition,
  Expression,
  FunctionDefinition,
  ImportStatement,
  Program,
  Statement,
} from '../facts/program.js';

/** Names that a piece of code uses in ways that may touch data; nested functions and classes count. */
export interface Mentions {
  /** Last names of what is called, of decorators and of classes' bases. */
  calls: string[];
  /** Names that stand as values: functions handed to others. */
  values: string[];
}

export interface DefinitionSummary extends Mentions {
  name: string;
  /** Where the definition starts in the text: tells those of a file apart. */
  start: number;
}

/** What a program imports, defines and calls: enough to tell whether it can touch data at all. */
export interface ProgramSummary {
  imports: Pick<ImportStatement, 'module' | 'level' | 'names'>[];
  /** Code outside of functions. */
  top: Mentions;
  /** Functions and methods that stand outside of other functions; a class has the name of each of its methods, and its own. */
  definitions: DefinitionSummary[];
}

interface Collected {
  calls: Set<string>;
  values: Set<string>;
}

const MAXIMUM_DEPTH = 2000;

class Collector {
  readonly imports: ProgramSummary['imports'] = [];
  readonly definitions: DefinitionSummary[] = [];
  private depth = 0;

  mentions(collect: (into: Collected) => void): Mentions {
    const into: Collected = { calls: new Set(), values: new Set() };
    collect(into);
    return { calls: [...into.calls], values: [...into.values] };
  }

  statements(statements: readonly Statement[], into: Collected, outside: boolean): void {
    for (const statement of statements) this.statement(statement, into, outside);
  }

  private statement(statement: Statement, into: Collected, outside: boolean): void {
    switch (statement.kind) {
      case 'assign':
        for (const target of statement.targets) this.expression(target, into);
        this.expression(statement.value, into);
        return;
      case 'do':
        this.expression(statement.value, into);
        return;
      case 'branch':
        for (const option of statement.options) this.statements(option, into, outside);
        return;
      case 'loop':
        if (statement.over) this.expression(statement.over, into);
        this.statements(statement.body, into, outside);
        return;
      case 'return':
        if (statement.value) this.expression(statement.value, into);
        return;
      case 'delete':
        return;
      case 'function':
        this.definition(statement, into, outside);
        return;
      case 'class':
        this.class(statement, into, outside);
        return;
      case 'import':
        this.imports.push({ module: statement.module, level: statement.level, names: statement.names });
    }
  }

  /** What a function does counts where it is defined only when that is in another function; its decorators act at once. */
  private definition(statement: FunctionDefinition, into: Collected, outside: boolean): void {
    for (const decorator of statement.decorators) this.used(decorator, into);
    for (const parameter of statement.parameters)
      if (parameter.default) this.expression(parameter.default, into);
    if (!outside) {
      this.statements(statement.body, into, false);
      return;
    }
    const own = this.mentions((inner) => this.statements(statement.body, inner, false));
    this.definitions.push({ name: statement.name, start: statement.at[2], ...own });
  }

  private class(statement: ClassDefinition, into: Collected, outside: boolean): void {
    for (const used of [...statement.decorators, ...statement.bases]) this.used(used, into);
    const first = this.definitions.length;
    this.statements(statement.body, into, outside);
    const methods = this.definitions.slice(first);
    if (methods.length === 0) return;
    const calls = new Set(methods.flatMap((method) => method.calls));
    const values = new Set(methods.flatMap((method) => method.values));
    this.definitions.push({ name: statement.name, start: -1, calls: [...calls], values: [...values] });
  }

  /** A decorator or base: used like a callee. */
  private used(expression: Expression, into: Collected): void {
    if (expression.kind === 'call') this.expression(expression, into);
    else this.callee(expression, into);
  }

  private callee(expression: Expression, into: Collected): void {
    if (expression.kind === 'name') into.calls.add(expression.name);
    else if (expression.kind === 'member') {
      into.calls.add(expression.name);
      if (expression.of.kind !== 'name') this.owner(expression.of, into);
    } else this.expression(expression, into);
  }

  /** What stands before a dot is no value of its own. */
  private owner(expression: Expression, into: Collected): void {
    if (expression.kind === 'member') this.owner(expression.of, into);
    else if (expression.kind !== 'name') this.expression(expression, into);
  }

  private expression(expression: Expression, into: Collected): void {
    if (this.depth > MAXIMUM_DEPTH) return;
    this.depth += 1;
    this.parts(expression, into);
    this.depth -= 1;
  }

  private all(expressions: readonly Expression[], into: Collected): void {
    for (const expression of expressions) this.expression(expression, into);
  }

  private parts(expression: Expression, into: Collected): void {
    switch (expression.kind) {
      case 'constant':
        return;
      case 'name':
        into.values.add(expression.name);
        return;
      case 'member':
        into.values.add(expression.name);
        this.owner(expression.of, into);
        return;
      case 'call':
        this.callee(expression.callee, into);
        for (const argument of expression.args) this.expression(argument.value, into);
        return;
      case 'index':
        this.all([expression.of, expression.key], into);
        return;
      case 'binary':
        this.all([expression.left, expression.right], into);
        return;
      case 'list':
        this.all(expression.items, into);
        return;
      case 'dict':
        for (const [key, value] of expression.entries) this.all(key ? [key, value] : [value], into);
        return;
      case 'lambda':
        this.expression(expression.body, into);
        return;
      case 'either':
        this.all(expression.options, into);
        return;
      case 'each':
        this.all([expression.over, expression.body], into);
        return;
      case 'text':
      case 'slice':
      case 'mix':
        this.all(expression.parts, into);
        return;
    }
  }
}

/** Summarises a program, so that files which cannot touch data are never looked at again. */
export function summarizeProgram({ body }: Program): ProgramSummary {
  const collector = new Collector();
  const top = collector.mentions((into) => collector.statements(body, into, true));
  return { imports: collector.imports, top, definitions: collector.definitions };
}
