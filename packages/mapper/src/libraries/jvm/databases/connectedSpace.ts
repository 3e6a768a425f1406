import type { Machine, TableSpace } from '../../../interpreter/machine.js';
import type { Value } from '../../../values/value.js';
import { storedField } from '../../arguments.js';
import { tableSpaceOf, UNKNOWN_SPACE } from '../../tableSpace.js';
import { jdbcSpace } from '../jdbcSpace.js';
import { spelled } from '../jvmValues.js';
import { setting } from '../settings/setting.js';

export const CONNECTION = 'sql.Connection';

/** The data source that a framework makes from the settings of the program. */
export function usualSpace(machine: Machine): TableSpace {
  const keys = [
    'spring.datasource.url',
    'quarkus.datasource.jdbc.url',
    'db.default.url',
    'slick.dbs.default.db.url',
    'database.url',
    'db.url',
    'datasources.default.url',
  ];
  for (const key of keys) {
    const url = spelled(setting(machine, key, undefined));
    if (url !== undefined && /^jdbc:/.test(url)) return jdbcSpace(url);
  }
  return UNKNOWN_SPACE;
}

/** The connection behind an object: its own place, that of what it was made of, or the usual one. */
export function spaceOf(value: Value | undefined, machine: Machine): TableSpace {
  const own = tableSpaceOf(value);
  if (own.namespace !== UNKNOWN_SPACE.namespace) return own;
  const source = storedField(value, '<source>');
  const given = source ? tableSpaceOf(source) : UNKNOWN_SPACE;
  return given.namespace === UNKNOWN_SPACE.namespace ? usualSpace(machine) : given;
}
