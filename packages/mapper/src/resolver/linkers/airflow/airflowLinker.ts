import type { ConfigValue } from '../../../facts/configValue.js';
import type { LinkContext, Linker } from '../linker.js';

const VARIABLES = /(^|\/)(airflow[_-]?)?variables?[\w.-]*\.(json|ya?ml)$/i;
const SETTINGS = /(^|\/)airflow_settings\.ya?ml$/i;

function isRecord(value: ConfigValue | undefined): value is { [key: string]: ConfigValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function setVariable({ recorder }: LinkContext, path: string, name: string, value: ConfigValue): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  recorder.settings.set(`AIRFLOW_VAR_${name.toUpperCase()}`, text, path);
}

/** `variables: [{variable_name, variable_value}]` of the Astro command line. */
function readSettings(context: LinkContext, path: string, value: ConfigValue): void {
  const airflow = isRecord(value) ? value.airflow : undefined;
  const list = isRecord(airflow) ? airflow.variables : undefined;
  for (const each of Array.isArray(list) ? list : []) {
    if (isRecord(each) && typeof each.variable_name === 'string' && each.variable_value !== undefined)
      setVariable(context, path, each.variable_name, each.variable_value);
  }
}

/** Variables of Airflow that the repository keeps in a file for `airflow variables import`. */
export const airflowLinker: Linker = {
  name: 'airflow',
  prepare: (context) => {
    const usesAirflow = [...context.facts.keys()].some((path) =>
      /(^|\/)(dags|airflow)(\/|[^/]*\.py$)/i.test(path),
    );
    if (!usesAirflow) return;
    for (const [path, value] of context.configs) {
      if (SETTINGS.test(path)) readSettings(context, path, value);
      else if (VARIABLES.test(path) && isRecord(value)) {
        for (const [name, each] of Object.entries(value)) setVariable(context, path, name, each);
      }
    }
  },
};
