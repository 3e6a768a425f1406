import type { ClassDefinition, Expression, Program, Statement } from '../../facts/program.js';
import type { ModuleFinder } from './moduleFinder.js';

function isName(expression: Expression | undefined, name: string): boolean {
  return expression?.kind === 'name' && expression.name === name;
}

/** The package that a file says it belongs to. */
function packageOf(program: Program): string {
  for (const statement of program.body) {
    if (statement.kind !== 'assign' || !isName(statement.targets[0], '<package>')) continue;
    return statement.value.kind === 'constant' ? String(statement.value.value) : '';
  }
  return '';
}

function isOwn(target: Expression): target is Extract<Expression, { kind: 'member' }> {
  return target.kind === 'member' && isName(target.of, 'this');
}

/** Names that a class or object gives to whoever imports all of it. */
function memberNames(definition: ClassDefinition): string[] {
  return definition.body.flatMap((statement): string[] => {
    if (statement.kind === 'class') return [statement.name];
    if (statement.kind === 'assign')
      return statement.targets.flatMap((each) => (each.kind === 'name' ? [each.name] : []));
    if (statement.kind !== 'function') return [];
    if (statement.name !== '__init__') return [statement.name];
    return statement.body.flatMap((each) =>
      each.kind === 'assign' ? each.targets.filter(isOwn).map(({ name }) => name) : [],
    );
  });
}

interface Found {
  path: string;
  /** Members of the class or object of that name. */
  members: Set<string>;
}

/**
 * Classes of Java and Scala by their full names. Classes of the same package are known without an import; so are those of
 * packages, and the members of objects, that a file imports as a whole.
 */
export class JvmModules implements ModuleFinder {
  /** By full name. */
  private readonly classes = new Map<string, Found>();
  private readonly packages = new Map<string, string>();
  private readonly opened = new Map<string, string[]>();

  constructor(programs: ReadonlyMap<string, Program>) {
    for (const [path, program] of programs) this.add(path, program);
  }

  private add(path: string, program: Program): void {
    const owner = packageOf(program);
    this.packages.set(path, owner);
    const prefix = owner === '' ? '' : `${owner}.`;
    for (const statement of program.body) {
      if (statement.kind === 'class')
        this.addClass(`${prefix}${statement.name.replace(/\$$/, '')}`, path, statement);
      else if (statement.kind === 'function')
        this.classes.set(`${prefix}${statement.name}`, { path, members: new Set() });
      else if (statement.kind === 'import') this.open(path, statement);
    }
  }

  private addClass(name: string, path: string, definition: ClassDefinition): void {
    const known = this.classes.get(name);
    const members = new Set([...(known?.members ?? []), ...memberNames(definition)]);
    this.classes.set(name, { path: known?.path ?? path, members });
  }

  private open(path: string, statement: Extract<Statement, { kind: 'import' }>): void {
    if (statement.names.some(({ name }) => name === '*'))
      this.opened.set(path, [...(this.opened.get(path) ?? []), statement.module]);
  }

  /** Packages around a file: those of `a.b.c` are `a.b.c`, `a.b` and `a`. */
  private around(path: string): string[] {
    const parts = (this.packages.get(path) ?? '').split('.');
    return parts.map((_each, index) => parts.slice(0, parts.length - index).join('.'));
  }

  private found(from: string, full: string): Found | undefined {
    const direct = this.classes.get(full);
    if (direct) return direct;
    for (const owner of this.around(from)) {
      const relative = this.classes.get(`${owner}.${full}`);
      if (relative) return relative;
    }
    return undefined;
  }

  /** The file that defines the class `name` of the package `module`. */
  resolve(from: string, module: string, _level: number, name?: string): string | undefined {
    if (name === undefined || name === '*') return undefined;
    return this.found(from, module === '' ? name : `${module}.${name}`)?.path;
  }

  submodule(): undefined {
    return undefined;
  }

  fileOfName(from: string, name: string): string | undefined {
    const [own = '', ...outer] = this.around(from);
    const packages = [own, ...(this.opened.get(from) ?? []), ...outer];
    for (const owner of packages) {
      const found = this.classes.get(owner === '' ? name : `${owner}.${name}`);
      if (found) return found.path;
    }
    return undefined;
  }

  /** The object that gives a file a name, because the file imports all of its members or shares its package object. */
  ownerOfName(from: string, name: string): { path: string; owner: string } | undefined {
    const opened = [...(this.opened.get(from) ?? []), ...this.around(from).map((each) => `${each}.package`)];
    for (const module of opened) {
      const found = this.found(from, module);
      if (found?.members.has(name)) return { path: found.path, owner: module.split('.').at(-1) ?? module };
    }
    return undefined;
  }
}
