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
  /** Last names of what is called by its name or as a member of a module; of decorators and of classes' bases. */
  calls: string[];
  /** Names of methods that are called on values. */
  methods: string[];
  /** Names that stand before a dot. */
  owners: string[];
  /** Names that stand as values: functions handed to others. */
  values: string[];
}

export interface DefinitionSummary extends Mentions {
  kind: 'function' | 'method' | 'class';
  name: string;
  /** Where the definition starts in the text: tells those of a file apart. */
  start: number;
}

export interface VariableSummary extends Mentions {
  name: string;
}

/** What a program imports, defines and calls: enough to tell whether it can touch data at all. */
export interface ProgramSummary {
  imports: Pick<ImportStatement, 'module' | 'level' | 'names'>[];
  /** Code outside of functions. */
  top: Mentions;
  /** Variables outside of functions, with what they are made of. */
  variables: VariableSummary[];
  /** Functions and methods that stand outside of other functions; a class has the name of each of its methods, and its own. */
  definitions: DefinitionSummary[];
}

type Assignment = Extract<Statement, { kind: 'assign' }>;

interface Collected {
  calls: Set<string>;
  methods: Set<string>;
  owners: Set<string>;
  values: Set<string>;
  /** Calls of members of plain names, as `owner.name`: the owner may turn out to be imported. */
  members: Set<string>;
}

function nothing(): Collected {
  return { calls: new Set(), methods: new Set(), owners: new Set(), values: new Set(), members: new Set() };
}

function joined(all: readonly Mentions[]): Mentions {
  const unite = (of: (each: Mentions) => string[]): string[] => [...new Set(all.flatMap(of))];
  return {
    calls: unite((each) => each.calls),
    methods: unite((each) => each.methods),
    owners: unite((each) => each.owners),
    values: unite((each) => each.values),
  };
}

/** The variable that a chain of members starts from. */
function rootOf(expression: Expression): string | undefined {
  let current = expression;
  while (current.kind === 'member') current = current.of;
  return current.kind === 'name' ? current.name : undefined;
}

const MAXIMUM_DEPTH = 2000;

class Collector {
  readonly imports: ProgramSummary['imports'] = [];
  readonly definitions: DefinitionSummary[] = [];
  readonly variables: VariableSummary[] = [];
  private readonly bound = new Set<string>();
  private depth = 0;

  /** Names that imports bind: what is called on them is a function of a module, or of something that one gave. */
  private bind({ module, names, as }: ImportStatement): void {
    if (names.length === 0) this.bound.add(as ?? module.split('.')[0] ?? module);
    for (const each of names) this.bound.add(each.as);
  }

  mentions(collect: (into: Collected) => void): Mentions {
    const into = nothing();
    collect(into);
    for (const member of into.members) {
      const cut = member.indexOf('.');
      const [owner, name] = [member.slice(0, cut), member.slice(cut + 1)];
      if (this.bound.has(owner)) into.calls.add(name);
      into.methods.add(name);
    }
    const { calls, methods, owners, values } = into;
    return { calls: [...calls], methods: [...methods], owners: [...owners], values: [...values] };
  }

  /** Imports bind names for the whole file, wherever they stand. */
  bindAll(statements: readonly Statement[]): void {
    for (const statement of statements) {
      if (statement.kind === 'import') this.bind(statement);
      else if (statement.kind === 'branch') for (const option of statement.options) this.bindAll(option);
      else if ('body' in statement) this.bindAll(statement.body);
    }
  }

  statements(statements: readonly Statement[], into: Collected, outside: boolean): void {
    for (const statement of statements) this.statement(statement, into, outside);
  }

  private statement(statement: Statement, into: Collected, outside: boolean): void {
    switch (statement.kind) {
      case 'assign':
        this.assignment(statement, into, outside);
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
      case 'code':
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

  private assignment({ targets, value }: Assignment, into: Collected, outside: boolean): void {
    for (const target of targets) this.expression(target, into);
    this.expression(value, into);
    if (!outside || value.kind === 'constant') return;
    const own = this.mentions((inner) => this.expression(value, inner));
    for (const target of targets)
      if (target.kind === 'name') this.variables.push({ name: target.name, ...own });
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
    this.definitions.push({ kind: 'function', name: statement.name, start: statement.at[2], ...own });
  }

  private class(statement: ClassDefinition, into: Collected, outside: boolean): void {
    for (const used of [...statement.decorators, ...statement.bases]) this.used(used, into);
    const first = this.definitions.length;
    this.statements(statement.body, into, outside);
    const methods = this.definitions.slice(first);
    for (const method of methods) if (method.kind === 'function') method.kind = 'method';
    const bases = this.mentions((inner) => {
      for (const base of statement.bases) this.used(base, inner);
    });
    this.definitions.push({ kind: 'class', name: statement.name, start: -1, ...joined([bases, ...methods]) });
  }

  /** A decorator or base: used like a callee. */
  private used(expression: Expression, into: Collected): void {
    if (expression.kind === 'call') this.expression(expression, into);
    else this.callee(expression, into);
  }

  private callee(expression: Expression, into: Collected): void {
    if (expression.kind === 'name') into.calls.add(expression.name);
    else if (expression.kind === 'member') {
      const root = rootOf(expression.of);
      if (root !== undefined) into.members.add(`${root}.${expression.name}`);
      else into.methods.add(expression.name);
      this.owner(expression.of, into);
    } else this.expression(expression, into);
  }

  /** What stands before a dot is no value of its own. */
  private owner(expression: Expression, into: Collected): void {
    if (expression.kind === 'member') {
      into.owners.add(expression.name);
      this.owner(expression.of, into);
    } else if (expression.kind === 'name') into.owners.add(expression.name);
    else this.expression(expression, into);
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
  collector.bindAll(body);
  const top = collector.mentions((into) => collector.statements(body, into, true));
  const { imports, definitions, variables } = collector;
  return { imports, top, variables, definitions };
}
