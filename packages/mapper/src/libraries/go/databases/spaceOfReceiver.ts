import type { Call } from '../../../interpreter/machine.js';
import { stringsOf } from '../../../values/texts.js';
import { cellsOf, storedField } from '../../arguments.js';
import { UNKNOWN_SPACE } from '../../tableSpace.js';

/** Server and database of a connection. */
export type Space = { namespace: string; prefix: string };

/** Where the connection that a call is made on leads; its type tells when nothing else does. */
export function spaceOfReceiver(call: Call): Space {
  const namespace = stringsOf(storedField(call.receiver, 'namespace'))[0];
  if (namespace !== undefined)
    return { namespace, prefix: stringsOf(storedField(call.receiver, 'prefix'))[0] ?? '' };
  const type = cellsOf(call.receiver)[0]?.type ?? '';
  return {
    namespace: /pgx/.test(type)
      ? 'postgres'
      : /clickhouse/.test(type)
        ? 'clickhouse'
        : UNKNOWN_SPACE.namespace,
    prefix: '',
  };
}
