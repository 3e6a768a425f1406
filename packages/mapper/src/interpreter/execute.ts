import type { Expression, Statement } from '../facts/program.js';
import { withColumn } from '../values/flow.js';
import { Scope } from '../values/scope.js';
import { spell } from '../values/text.js';
import { elementOf } from '../values/texts.js';
import { flowOf, join, listOf, NOTHING, referring, type Value } from '../values/value.js';
import { withEntry } from './evaluateIndex.js';
import { executeLoop } from './executeLoop.js';
import { isPart, joinParts } from './partialClass.js';
import type { Frame, Runtime } from './runtime.js';
import { sameValue } from './signature.js';

type Of<Kind extends Statement['kind']> = Extract<Statement, { kind: Kind }>;

function assignMember(
  target: Extract<Expression, { kind: 'member' }>,
  value: Value,
  frame: Frame,
  runtime: Runtime,
): void {
  const base = runtime.evaluate(target.of, frame);
  let held = false;
  for (const reference of base.references ?? []) {
    if (reference.kind !== 'instance') continue;
    held = true;
    const known = reference.cell.fields.get(target.name);
    if (known && sameValue(known, value)) continue;
    reference.cell.fields.set(target.name, known && runtime.uncertain > 0 ? join(known, value) : value);
  }
  if (held) return;
  const frameLike = base.flow.columns.size > 0 || base.flow.rest.size > 0;
  const changed: Value = frameLike
    ? { ...base, flow: withColumn(base.flow, target.name, flowOf(value)) }
    : { ...base, fields: new Map(base.fields).set(target.name, value) };
  if (/^(name|member)$/.test(target.of.kind) && !base.references) runtime.assign(target.of, changed, frame);
}

/** `base[key] = value`: a new column of a frame or a new entry of a dictionary. */
function assignIndex(
  target: Extract<Expression, { kind: 'index' }>,
  value: Value,
  frame: Frame,
  runtime: Runtime,
): void {
  const locator =
    target.of.kind === 'member' && /^(i?loc|i?at)$/.test(target.of.name) ? target.of.of : target.of;
  const base = runtime.evaluate(locator, frame);
  const full = runtime.evaluate(target.key, frame);
  const key = locator === target.of ? full : (full.items?.[1] ?? full);
  const names = (key.texts ?? key.items?.flatMap((item) => item.texts ?? []) ?? []).map((text) =>
    spell(text.value),
  );
  const isFrame = base.flow.columns.size > 0 || base.flow.rest.size > 0 || base.flow.rows.size > 0;
  const withColumns = names.reduce((flow, name) => withColumn(flow, name, flowOf(value)), base.flow);
  const changed = isFrame ? { ...base, flow: withColumns } : withEntry(base, key, value);
  rebind(locator, changed, frame, runtime);
}

function assignName(
  { name, outer }: Extract<Expression, { kind: 'name' }>,
  value: Value,
  frame: Frame,
  runtime: Runtime,
): void {
  const scope = outer ? frame.scope.holder(name) : frame.scope;
  const known = outer && runtime.uncertain > 0 ? scope.get(name) : undefined;
  scope.set(name, known ? join(known, value) : value);
}

/** What a change in place leaves: whoever holds the value by this name sees it. */
export function rebind(target: Expression, value: Value, frame: Frame, runtime: Runtime): void {
  const elsewhere = target.kind === 'name' && !frame.scope.has(target.name);
  assign(elsewhere ? { ...target, outer: true } : target, value, frame, runtime);
}

/** Binds a value to a target: a name, a part of an object, or several targets at once. */
export function assign(target: Expression, value: Value, frame: Frame, runtime: Runtime): void {
  if (target.kind === 'name') assignName(target, value, frame, runtime);
  else if (target.kind === 'member') assignMember(target, value, frame, runtime);
  else if (target.kind === 'index') assignIndex(target, value, frame, runtime);
  else if (target.kind === 'list') {
    for (const [index, each] of target.items.entries()) {
      assign(each, value.items?.[index] ?? elementOf(value), frame, runtime);
    }
  }
}

function executeBranch(statement: Of<'branch'>, frame: Frame, runtime: Runtime): void {
  runtime.uncertain += 1;
  frame.scope.branch(statement.options.map((option) => () => runtime.execute(option, frame)));
  runtime.uncertain -= 1;
}

function executeClass(statement: Of<'class'>, frame: Frame, runtime: Runtime): void {
  const members = new Scope(frame.scope.path, frame.scope);
  const [parts, extended] = [statement.bases.filter(isPart), statement.bases.filter((base) => !isPart(base))];
  const bases = listOf(extended.map((base) => runtime.evaluate(base, frame)));
  members.set('<bases>', bases);
  const own = new Scope(frame.scope.path);
  const reference = { kind: 'class' as const, definition: statement, scope: frame.scope, members: own };
  // The body of a class may make objects of it: its functions are known as soon as they stand there.
  frame.scope.set(statement.name, referring(reference));
  for (const part of statement.body) {
    runtime.execute([part], { ...frame, scope: members });
    const defined = part.kind === 'function' ? members.get(part.name) : undefined;
    if (part.kind === 'function' && defined) own.set(part.name, defined);
  }
  for (const [name, value] of members.all()) own.set(name, value);
  if (parts.length > 0) joinParts(own, bases, () => parts.map((part) => runtime.evaluate(part, frame)));
  frame.scope.set(statement.name, referring(reference));
  runtime.defined(reference);
}

function executeImport(statement: Of<'import'>, frame: Frame, runtime: Runtime): void {
  const { module, level, names, as } = statement;
  const { path } = frame.scope;
  if (statement.inline) {
    const found = runtime.include(module, frame);
    const listed = as === undefined ? undefined : frame.scope.get(as);
    if (as !== undefined)
      frame.scope.set(as, {
        flow: NOTHING.flow,
        ...listed,
        fields: new Map([...(listed?.fields ?? []), ...found]),
      });
    return;
  }
  if (names.length === 0) {
    const root = module.split('.')[0] ?? module;
    frame.scope.set(as ?? root, runtime.imported(path, as === undefined ? root : module, level));
    return;
  }
  for (const each of names) {
    const full = `${module}.${each.name}`;
    if (level === 0 && runtime.isKnown(full, frame)) {
      frame.scope.set(each.as, runtime.external(full, frame) ?? referring({ kind: 'external', name: full }));
      continue;
    }
    const source = runtime.imported(path, module, level, each.name);
    if (each.name === '*') importAll(source, frame, runtime);
    else frame.scope.promise(each.as, () => importedName(source, each.name, full, frame, runtime));
  }
}

function importAll(source: Value, frame: Frame, runtime: Runtime): void {
  for (const reference of source.references ?? []) {
    if (reference.kind !== 'module') continue;
    for (const [name, value] of runtime.moduleNames(reference.path)) frame.scope.set(name, value);
  }
}

function importedName(source: Value, name: string, full: string, frame: Frame, runtime: Runtime): Value {
  for (const reference of source.references ?? []) {
    if (reference.kind === 'external') {
      return runtime.external(full, frame) ?? referring({ kind: 'external', name: full });
    }
    const member = reference.kind === 'module' ? runtime.moduleMember(reference.path, name) : undefined;
    if (member) return member;
    // A plain folder of that name does not hide the library which the import means.
    const isFolder = reference.kind === 'module' && !/\.\w+$/.test(reference.path);
    if (isFolder && !full.startsWith('.'))
      return runtime.external(full, frame) ?? referring({ kind: 'external', name: full });
  }
  return { flow: NOTHING.flow, why: `imported name ${name} is not defined in the repository`, hint: name };
}

function executeDelete(statement: Of<'delete'>, frame: Frame, runtime: Runtime): void {
  const { target } = statement;
  if (target.kind !== 'index') return;
  const base = runtime.evaluate(target.of, frame);
  const names = (runtime.evaluate(target.key, frame).texts ?? []).map((text) => spell(text.value));
  const columns = new Map([...base.flow.columns].filter(([name]) => !names.includes(name)));
  if (columns.size < base.flow.columns.size)
    assign(target.of, { ...base, flow: { ...base.flow, columns } }, frame, runtime);
}

/** Interprets one statement in the frame's scope. */
export function executeStatement(statement: Statement, frame: Frame, runtime: Runtime): void {
  if (!frame.budget.spend()) return;
  switch (statement.kind) {
    case 'assign': {
      const value = runtime.evaluate(statement.value, frame);
      for (const target of statement.targets) assign(target, value, frame, runtime);
      return;
    }
    case 'do':
      runtime.evaluate(statement.value, frame);
      return;
    case 'branch':
      executeBranch(statement, frame, runtime);
      return;
    case 'loop':
      executeLoop(statement, frame, runtime);
      return;
    case 'return':
      frame.returned.push(statement.value ? runtime.evaluate(statement.value, frame) : NOTHING);
      return;
    case 'delete':
      executeDelete(statement, frame, runtime);
      return;
    case 'code':
      runtime.execute(statement.body, { ...frame, language: statement.language });
      return;
    case 'function': {
      const reference = { kind: 'function' as const, definition: statement, scope: frame.scope };
      const value = runtime.decorated(reference, frame) ?? referring(reference);
      frame.scope.set(statement.name, value);
      if (!frame.scope.names.has('<bases>')) runtime.defined(reference, value);
      return;
    }
    case 'class':
      executeClass(statement, frame, runtime);
      return;
    case 'import':
      executeImport(statement, frame, runtime);
  }
}
