import { createHash } from 'node:crypto';

/** Id of a component: a hash of namespace and name, 16 hex digits. */
export function jobId(namespace: string, name: string): string {
  return createHash('sha256').update(`${namespace}\n${name}`).digest('hex').slice(0, 16);
}
