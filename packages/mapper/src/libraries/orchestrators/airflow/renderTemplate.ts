import type { Machine } from '../../../interpreter/machine.js';
import { spell, type Text } from '../../../values/text.js';
import { concatenate } from '../../../values/texts.js';
import { type Cell, constant, joinAll, type Value } from '../../../values/value.js';
import { environmentValue } from '../../configuration/environmentValue.js';
import { fieldAt } from '../fieldAt.js';

/** What the templates of one task may name. */
export interface TemplateScope {
  machine: Machine;
  dag: Cell | undefined;
  params: Value | undefined;
}

const HOLE = /\{\{-?([\s\S]*?)-?\}\}/g;
const SILENT = /\{%-?[\s\S]*?-?%\}|\{#[\s\S]*?#\}/g;
const QUOTED = /^(['"])(.*)\1$/s;
const DEFAULT = /^(?:default|d)\(\s*['"](.*?)['"]/;

function hole(name: string): Value {
  return { ...constant(`{${name}}`, 'possible'), why: `template value ${name} is known only when it runs` };
}

function inferred(value: Value): Value {
  if (!value.texts) return value;
  return { ...value, texts: value.texts.map((text): Text => ({ ...text, confidence: 'inferred' })) };
}

/** A variable of Airflow, as a file or the environment of the repository sets it. */
export function airflowVariable(machine: Machine, name: string, fallback?: Value): Value {
  const given = machine.environment(`AIRFLOW_VAR_${name.toUpperCase()}`);
  if (given !== undefined) return constant(given, 'inferred');
  return fallback?.texts?.some((text) => text.value !== null) ? inferred(fallback) : hole(name);
}

function jsonField(value: Value, keys: readonly string[]): Value | undefined {
  try {
    let inner: unknown = JSON.parse(spell(value.texts?.[0]?.value ?? ''));
    for (const key of keys)
      inner = inner instanceof Object ? Object.entries(inner).find(([k]) => k === key)?.[1] : undefined;
    return typeof inner === 'string' || typeof inner === 'number' ? constant(inner, 'inferred') : undefined;
  } catch {
    return undefined;
  }
}

function keysOf(path: string): string[] {
  return [...path.matchAll(/\.?(\w+)|\[\s*['"]?([^'"\]]+)['"]?\s*\]/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

function variableOf(scope: TemplateScope, kind: string, path: string): Value {
  const called = /^\.get\(\s*['"]([^'"]+)['"](?:\s*,\s*['"]([^'"]*)['"])?/.exec(path);
  if (called)
    return airflowVariable(
      scope.machine,
      called[1] ?? '',
      called[2] === undefined ? undefined : constant(called[2]),
    );
  const [name = 'variable', ...keys] = keysOf(path);
  const value = airflowVariable(scope.machine, name);
  if (kind === 'value' || keys.length === 0) return value;
  return jsonField(value, keys) ?? hole(keys.at(-1) ?? name);
}

function runSetting(path: string): Value {
  const called = /^\.get\(\s*['"]([^'"]+)['"](?:\s*,\s*['"]([^'"]*)['"])?/.exec(path);
  const fallback = called?.[2];
  return fallback === undefined
    ? hole(called?.[1] ?? keysOf(path).at(-1) ?? 'conf')
    : constant(fallback, 'inferred');
}

function pulled(scope: TemplateScope, expression: string): Value {
  const task = /task_ids\s*=\s*\[?['"]([^'"]+)['"]|xcom_pull\(\s*\[?['"]([^'"]+)['"]/.exec(expression);
  const key = /key\s*=\s*['"]([^'"]+)['"]/.exec(expression)?.[1];
  const id = task?.[1] ?? task?.[2] ?? '';
  const value = scope.dag?.fields.get(
    key === undefined || key === 'return_value' ? `xcom ${id}` : `xcom ${id} ${key}`,
  );
  const rest = keysOf(expression.slice(expression.lastIndexOf(')') + 1));
  const field = value ? fieldAt(value, rest) : undefined;
  return field?.texts ? inferred(field) : { ...hole(key ?? id), flow: (field ?? value ?? hole(id)).flow };
}

/** A date by its name, whatever is made of it; parts of connections by their full name. */
function plainName(expression: string): string {
  const inner = /^macros\.\w+(?:\.\w+)*\((.*)\)/s.exec(expression)?.[1];
  const name = /[A-Za-z_][\w.]*/.exec(inner ?? expression)?.[0] ?? 'template';
  return /^(conn|dag|task|ti|dag_run)\./.test(name) ? name : (name.split('.')[0] ?? name);
}

function evaluated(expression: string, scope: TemplateScope): Value {
  const [head = '', ...filters] = expression.split('|').map((part) => part.trim());
  const value = evaluatedHead(head, scope);
  const fallback = filters.map((filter) => DEFAULT.exec(filter)?.[1]).find((each) => each !== undefined);
  return fallback !== undefined && value.why !== undefined ? constant(fallback, 'inferred') : value;
}

function evaluatedHead(head: string, scope: TemplateScope): Value {
  const quoted = QUOTED.exec(head);
  if (quoted) return constant(quoted[2] ?? '');
  const setting = /^env_var\(\s*['"](\w+)['"](?:\s*,\s*['"]([^'"]*)['"])?/.exec(head);
  if (setting)
    return environmentValue(
      scope.machine,
      setting[1] ?? '',
      setting[2] === undefined ? undefined : constant(setting[2]),
    );
  if (/xcom_pull\(/.test(head)) return pulled(scope, head);
  const [, root = '', path = ''] = /^([A-Za-z_]\w*)([\s\S]*)$/.exec(head) ?? [];
  if (root === 'params') {
    const value = scope.params ? fieldAt(scope.params, keysOf(path)) : undefined;
    return value?.texts ? inferred(value) : hole(keysOf(path).at(-1) ?? 'params');
  }
  const variable = /^var\.(value|json)(.*)$/s.exec(head);
  if (variable) return variableOf(scope, variable[1] ?? '', variable[2] ?? '');
  if (/^dag_run\.conf/.test(head)) return runSetting(head.slice('dag_run.conf'.length));
  const macro = scope.dag?.fields.get('user_defined_macros')?.fields?.get(root);
  const own = macro ? fieldAt(macro, keysOf(path)) : undefined;
  return own?.texts ? inferred(own) : hole(plainName(head));
}

function renderText(text: Text, scope: TemplateScope): Value {
  if (typeof text.value !== 'string' || !/\{[{%#]/.test(text.value)) {
    return { texts: [text], flow: constant('').flow };
  }
  const template = text.value.replace(SILENT, '');
  const parts: Value[] = [];
  let from = 0;
  for (const match of template.matchAll(HOLE)) {
    parts.push({ ...constant(template.slice(from, match.index), text.confidence) });
    parts.push(evaluated((match[1] ?? '').trim(), scope));
    from = match.index + match[0].length;
  }
  parts.push(constant(template.slice(from), text.confidence));
  return concatenate(parts);
}

/** Fills the Jinja templates of a task's argument: what nothing in the repository gives stays as `{name}`. */
export function renderTemplate(value: Value, scope: TemplateScope, depth = 0): Value {
  if (depth > 6) return value;
  let rendered = value;
  if (value.texts) rendered = { ...value, ...joinAll(value.texts.map((text) => renderText(text, scope))) };
  if (value.items)
    rendered = { ...rendered, items: value.items.map((item) => renderTemplate(item, scope, depth + 1)) };
  if (value.fields) {
    const fields = [...value.fields].map(
      ([name, field]) => [name, renderTemplate(field, scope, depth + 1)] as const,
    );
    rendered = { ...rendered, fields: new Map(fields) };
  }
  return rendered;
}
