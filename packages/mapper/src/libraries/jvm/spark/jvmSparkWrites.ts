import type { Library, Rule } from '../../../interpreter/machine.js';
import { type Flow, NO_FLOW } from '../../../values/flow.js';
import { carrying, constant, NOTHING, type Value } from '../../../values/value.js';
import { cellsOf } from '../../arguments.js';
import { plainFlow } from '../columnExpressions.js';
import { JVM, keep, textOf, under } from '../jvmValues.js';
import { optionOf, placeOf, qualified, tableAccess } from './sparkPlace.js';
import { FILES, WRITER } from './sparkTypes.js';

/** `.write` of a frame; anything else that is called so with arguments writes them into its handle. */
const writerRule: Rule = (call, machine) => {
  const target = cellsOf(call.receiver).flatMap((cell) => cell.fields.get('<location>') ?? [])[0];
  if (call.args.length > 0) {
    if (target) machine.write(call, target, plainFlow(call.args[0]));
    return NOTHING;
  }
  const { cell, value } = machine.instance(call, WRITER, NO_FLOW);
  cell.fields.set('<data>', carrying(plainFlow(call.receiver)));
  return value;
};

function written(receiver: Value | undefined): Flow {
  return plainFlow(optionOf(receiver, '<data>'));
}

const saveRule: Rule = (call, machine) => {
  const place = placeOf(call.receiver, call.args[0]);
  const location = place
    ? qualified(call.receiver, place.location)
    : (call.args[0] ?? optionOf(call.receiver, 'path'));
  machine.write(call, location, written(call.receiver), place?.access ?? {});
  return NOTHING;
};

/** A stream is written where it starts; one that shows or counts writes nothing. */
const startRule: Rule = (call, machine) => {
  const format = textOf(optionOf(call.receiver, '<format>'));
  const each = optionOf(call.receiver, '<each>');
  if (each) machine.call(each, [carrying(written(call.receiver)), constant(0)], call);
  if (each || /^(console|memory|noop|foreach)$/.test(format ?? ''))
    return machine.instance(call, 'spark.Query', NO_FLOW).value;
  if (format !== undefined || call.args[0] || optionOf(call.receiver, 'path')) saveRule(call, machine);
  return machine.instance(call, 'spark.Query', NO_FLOW).value;
};

const saveTableRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], written(call.receiver), tableAccess());
  return NOTHING;
};

const saveJdbcRule: Rule = (call, machine) => {
  const [url, table] = call.args;
  keep(call.receiver, 'url', url);
  keep(call.receiver, 'dbtable', table);
  keep(call.receiver, '<format>', constant('jdbc'));
  return saveRule({ ...call, args: [] }, machine);
};

const saveFileRule: Rule = (call, machine) => {
  machine.write(call, call.args[0] ?? optionOf(call.receiver, 'path'), written(call.receiver));
  return NOTHING;
};

/** `rdd.saveAsTextFile(path)` and its kin. */
const saveDataRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], plainFlow(call.receiver));
  return NOTHING;
};

/** What Spark writes, at once and as a stream. */
export const jvmSparkWrites: Library = {
  name: 'jvmSparkWrites',
  languages: JVM,
  functions: {},
  methods: {
    '*.write': writerRule,
    '*.writeStream': writerRule,
    ...under(
      FILES.map((name) => `${WRITER}.${name}`),
      saveFileRule,
    ),
    [`${WRITER}.save`]: saveRule,
    [`${WRITER}.start`]: startRule,
    [`${WRITER}.saveAsTable`]: saveTableRule,
    [`${WRITER}.insertInto`]: saveTableRule,
    [`${WRITER}.toTable`]: saveTableRule,
    [`${WRITER}.jdbc`]: saveJdbcRule,
    ...under(
      ['append', 'create', 'replace', 'createOrReplace', 'overwrite', 'overwritePartitions'].map(
        (name) => `${WRITER}.${name}`,
      ),
      (call, machine) => {
        machine.write(call, optionOf(call.receiver, '<target>'), written(call.receiver), tableAccess());
        return NOTHING;
      },
    ),
    ...under(
      [
        'saveAsTextFile',
        'saveAsObjectFile',
        'saveAsSequenceFile',
        'saveAsNewAPIHadoopFile',
        'saveAsHadoopFile',
      ].map((name) => `*.${name}`),
      saveDataRule,
    ),
  },
};
