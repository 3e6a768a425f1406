import type { Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import type { Value } from '../../../values/value.js';
import { argument, cellsOf } from '../../arguments.js';

const ASSET_TYPE = 'airflow.Asset';

/** `Dataset('s3://…')` and `Asset(name, uri)`. */
export const assetRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, ASSET_TYPE, NO_FLOW);
  const location =
    argument(call, undefined, 'uri') ?? call.args[1] ?? call.args[0] ?? argument(call, undefined, 'name');
  if (location) cell.fields.set('location', location);
  return value;
};

/** Where the declared datasets of a list or of one value lie. */
export function assetLocations(value: Value | undefined): Value[] {
  if (!value) return [];
  const own = cellsOf(value).flatMap((cell) =>
    cell.type === ASSET_TYPE ? (cell.fields.get('location') ?? []) : [],
  );
  return [...own, ...(value.items ?? []).flatMap(assetLocations)];
}
