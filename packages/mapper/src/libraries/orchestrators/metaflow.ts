import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { concatenate, elementOf, stringOf } from '../../values/texts.js';
import { carrying, constant, dictOf, NOTHING, type Value } from '../../values/value.js';
import { argument, cellsOf, storedField } from '../arguments.js';
import { wordAfter } from '../configuration/commandWords.js';
import { functionName } from './functionName.js';
import { runTask, taskOf } from './graphMemory.js';

const FLOW = 'metaflow.FlowSpec';

function flowName(self: Value | undefined): string {
  const [cell] = cellsOf(self);
  return cell?.definition?.definition.name ?? 'flow';
}

/** What a step's `inputs` holds when it joins: every branch is the flow as it is known. */
function inputsOf(self: Value): Value {
  const [cell] = cellsOf(self);
  const steps = (cell?.definition?.definition.body ?? []).flatMap((each) =>
    each.kind === 'function' ? [[each.name, self] as const] : [],
  );
  return { items: [self], fields: new Map(steps), flow: NO_FLOW };
}

function runStep(call: Call, machine: Machine, self: Value, step: Value): void {
  const [flow, name] = [flowName(self), functionName(step)];
  for (const cell of cellsOf(self)) {
    if (cell.fields.has(`ran ${name} from ${call.at[2]}`)) return;
    cell.fields.set(`ran ${name} from ${call.at[2]}`, NOTHING);
  }
  runTask(call, machine, taskOf(flow, name, 'metaflow'), step, { args: [inputsOf(self)], named: new Map() });
}

/** A flow runs its steps from `start` on; each is a task. */
const flowRule: Rule = (call, machine) => {
  const { receiver } = call;
  if (receiver) machine.defer(() => runStep(call, machine, receiver, machine.member(receiver, 'start')));
  return NOTHING;
};

/** `self.next(self.a, self.b)`, `self.next(self.a, foreach='items')`. */
const nextRule: Rule = (call, machine) => {
  const { receiver } = call;
  if (!receiver) return NOTHING;
  const items = stringOf(argument(call, undefined, 'foreach'));
  if (items !== undefined) {
    const input = elementOf(machine.member(receiver, items));
    for (const cell of cellsOf(receiver)) cell.fields.set('input', input);
  }
  const choices = call.args.flatMap((step) => (step.fields ? [...step.fields.values()] : [step]));
  for (const step of choices) machine.defer(() => runStep(call, machine, receiver, step));
  return NOTHING;
};

/** `Parameter('name', default=…)`: the command line of the run wins over the default. */
const parameterRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name')) ?? 'parameter';
  const given = wordAfter(machine.commandLine, [`--${name}`, `--${name.replaceAll('_', '-')}`]);
  if (given !== undefined) return constant(given, 'inferred');
  const fallback = argument(call, undefined, 'default');
  if (!fallback?.texts?.some((text) => text.value !== null)) {
    return { ...constant(`{${name}}`, 'possible'), why: `parameter ${name} has no value`, hint: name };
  }
  return { ...fallback, texts: fallback.texts.map((text) => ({ ...text, confidence: 'inferred' as const })) };
};

/** A file of the repository that the run takes along. */
const includeRule: Rule = (call, machine) => {
  const location = argument(call, undefined, 'default');
  return location ? carrying(machine.read(call, location, { confidence: 'inferred' })) : NOTHING;
};

const storeRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, 'metaflow.Store', NO_FLOW);
  const root = argument(call, undefined, 's3root');
  const prefix = [argument(call, undefined, 'bucket'), argument(call, undefined, 'prefix')].flatMap(
    (each) => each ?? [],
  );
  const whole = prefix.flatMap((part) => [part, constant('/')]).slice(0, -1);
  if (root) cell.fields.set('root', root);
  else if (whole.length > 0) cell.fields.set('root', concatenate([constant('s3://'), ...whole]));
  return value;
};

function storeLocation(call: Call): Value | undefined {
  const [root, key] = [storedField(call.receiver, 'root'), argument(call, 0, 'key', 'keys', 'url')];
  if (!key?.texts || key.texts.some((text) => String(text.value).startsWith('s3://'))) return key;
  return root ? concatenate([root, constant('/'), key]) : key;
}

const storeGetRule: Rule = (call, machine) => {
  const data = carrying(machine.read(call, storeLocation(call), { kind: 'object' }));
  return { ...dictOf(new Map(['path', 'blob', 'text'].map((name) => [name, data]))), flow: data.flow };
};

const storePutRule: Rule = (call, machine) => {
  machine.write(call, storeLocation(call), argument(call, 1, 'obj')?.flow ?? NO_FLOW, { kind: 'object' });
  return NOTHING;
};

/** Metaflow: flows, their steps, parameters and S3. */
export const metaflow: Library = {
  name: 'metaflow',
  functions: {
    'metaflow.Parameter': parameterRule,
    'metaflow.IncludeFile': includeRule,
    'metaflow.S3': storeRule,
  },
  methods: {
    [`${FLOW}.__init__`]: flowRule,
    [`${FLOW}.next`]: nextRule,
    '*.FlowSpec.__init__': flowRule,
    '*.FlowSpec.next': nextRule,
    'metaflow.Store.get': storeGetRule,
    'metaflow.Store.put': storePutRule,
  },
};
