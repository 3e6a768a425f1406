import type { Library, Rule } from '../interpreter/machine.js';
import { stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, NOTHING } from '../values/value.js';

/** `dbt.ref('orders')` and `dbt.source('shop', 'orders')` of a Python model: relations of its project. */
const relationRule =
  (kind: 'dbt-ref' | 'dbt-source'): Rule =>
  (call, machine) => {
    const names = call.args.map(stringOf);
    if (names.some((name) => name === undefined) || names.length === 0) return NOTHING;
    const name = kind === 'dbt-source' ? names.slice(0, 2).join('.') : (names.at(-1) ?? '');
    const entry = machine.catalogued(kind, name);
    if (!entry) return NOTHING;
    const { location, namespace, kind: dataset } = entry;
    const access = {
      ...(namespace === undefined ? {} : { namespace }),
      ...(dataset ? { kind: dataset } : {}),
    };
    return carrying(machine.read(call, constant(location), access));
  };

const configRule: Rule = (call) =>
  stringsOf(call.args[0]).length > 0 ? NOTHING : (call.receiver ?? NOTHING);

/** What dbt hands to Python models. */
export const dbtModels: Library = {
  name: 'dbt-models',
  functions: {},
  methods: {
    '*.dbt.ref': relationRule('dbt-ref'),
    '*.ref': relationRule('dbt-ref'),
    '*.dbt.source': relationRule('dbt-source'),
    '*.source': relationRule('dbt-source'),
    '*.dbt.config': configRule,
  },
};
