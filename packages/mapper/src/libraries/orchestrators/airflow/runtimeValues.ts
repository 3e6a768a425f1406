import type { Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { stringOf, stringsOf } from '../../../values/texts.js';
import { constant, dictOf, NOTHING, type Value } from '../../../values/value.js';
import { argument, cellsOf, storedField } from '../../arguments.js';
import { textOf } from '../wordsOf.js';
import { currentDag } from './dag.js';
import { airflowVariable } from './renderTemplate.js';
import { taskContext } from './taskContext.js';

/** A JSON text as nested dictionaries. */
function parsed(value: unknown): Value {
  if (Array.isArray(value)) return { items: value.map(parsed), flow: NO_FLOW };
  if (value instanceof Object) {
    return dictOf(new Map(Object.entries(value).map(([key, inner]) => [key, parsed(inner)])));
  }
  const plain =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
  return constant(plain, 'inferred');
}

function parsedText(text: string): Value | undefined {
  try {
    return parsed(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** `Variable.get('x', default_var=…, deserialize_json=True)`. */
export const variableRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'key'));
  if (name === undefined) return NOTHING;
  const fallback = argument(call, 1, 'default_var', 'default');
  const value = airflowVariable(machine, name, fallback);
  const json = argument(call, undefined, 'deserialize_json')?.texts?.some((text) => text.value === true);
  if (!json) return value;
  if (fallback?.fields && value.why !== undefined) return fallback;
  return (
    parsedText(textOf(value)) ?? {
      flow: NO_FLOW,
      why: value.why ?? `variable ${name} has no value`,
      hint: name,
    }
  );
};

/** `ti.xcom_pull(task_ids='x', key='y')`. */
export const pullRule: Rule = (call) => {
  const dag = cellsOf(storedField(call.receiver, 'dag'))[0];
  const key = stringOf(argument(call, undefined, 'key'));
  const tasks = stringsOf(argument(call, 0, 'task_ids'));
  const fields = tasks.flatMap(
    (id) =>
      dag?.fields.get(key === undefined || key === 'return_value' ? `xcom ${id}` : `xcom ${id} ${key}`) ?? [],
  );
  const pushed = tasks.length === 0 && key !== undefined ? dag?.fields.get(`pushed ${key}`) : undefined;
  const several = call.args[0]?.items ?? call.named.get('task_ids')?.items;
  if (several && fields.length > 0) return { items: fields, flow: NO_FLOW };
  return (
    fields[0] ??
    pushed ?? {
      flow: NO_FLOW,
      why: `nothing is known of what task ${tasks[0] ?? ''} answers`,
      hint: key ?? tasks[0] ?? 'xcom',
    }
  );
};

/** `ti.xcom_push(key, value)`: under its key, whichever task pushes. */
export const pushRule: Rule = (call) => {
  const dag = cellsOf(storedField(call.receiver, 'dag'))[0];
  const key = stringOf(argument(call, 0, 'key'));
  const value = argument(call, 1, 'value');
  const task = stringOf(storedField(call.receiver, 'task'));
  if (key === undefined || !value) return NOTHING;
  dag?.fields.set(`pushed ${key}`, value);
  if (task !== undefined) dag?.fields.set(`xcom ${task} ${key}`, value);
  return NOTHING;
};

export const contextRule: Rule = (call, machine) => {
  const dag = currentDag(call, machine);
  return dictOf(taskContext(call, machine, dag, dag?.fields.get('params')));
};

/** `Param(default, …)` is its default. */
export const paramRule: Rule = (call) => argument(call, 0, 'default') ?? NOTHING;
