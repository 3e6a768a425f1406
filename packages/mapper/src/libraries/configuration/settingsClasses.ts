import { classMember, declaredFields } from '../../interpreter/classMembers.js';
import type { Library, Rule } from '../../interpreter/machine.js';
import { stringOf } from '../../values/texts.js';
import { type ClassReference, dictOf, NOTHING, type Value } from '../../values/value.js';
import { cellsOf } from '../arguments.js';
import { environmentValue } from './environmentValue.js';

/** `env_prefix` of `model_config`, or of the inner class `Config`. */
function prefixOf(definition: ClassReference): string {
  const own = classMember(definition, 'model_config')?.fields?.get('env_prefix');
  const inner = classMember(definition, 'Config')?.references?.find((each) => each.kind === 'class');
  const written = own ?? (inner?.kind === 'class' ? classMember(inner, 'env_prefix') : undefined);
  return stringOf(written) ?? '';
}

/** `BaseSettings`: a field is what it is given, else the variable of its name, else its default. */
const settingsRule: Rule = (call, machine) => {
  for (const cell of cellsOf(call.receiver)) {
    if (!cell.definition) continue;
    const prefix = prefixOf(cell.definition);
    for (const name of declaredFields(cell.definition)) {
      if (name === 'model_config' || call.named.has(name)) continue;
      const fallback: Value | undefined = cell.fields.get(name) ?? classMember(cell.definition, name);
      cell.fields.set(name, environmentValue(machine, `${prefix}${name}`.toUpperCase(), fallback));
    }
  }
  return NOTHING;
};

const dictionaryRule: Rule = (call) => dictOf(call.named);

/** Classes of pydantic that take their fields from the environment. */
export const settingsClasses: Library = {
  name: 'settingsClasses',
  touchesData: false,
  functions: {
    'pydantic_settings.SettingsConfigDict': dictionaryRule,
    'pydantic.ConfigDict': dictionaryRule,
  },
  methods: {
    'pydantic_settings.BaseSettings.__init__': settingsRule,
    'pydantic.BaseSettings.__init__': settingsRule,
    'pydantic.v1.BaseSettings.__init__': settingsRule,
    'pydantic.env_settings.BaseSettings.__init__': settingsRule,
  },
};
