import ipaddr from 'ipaddr.js';

/** Reached by tenants of Azure although it is a public address: the host's own wire server. */
const AZURE_HOST = '168.63.129.16';

/** Ranges of the own network, which an operator may allow. Link-local never is: cloud metadata lives there. */
const PRIVATE_RANGES = new Set(['private', 'loopback', 'uniqueLocal', 'carrierGradeNat']);

/** Cloud metadata services that sit in private ranges. */
const METADATA = new Set(['fd00:ec2::254', '100.100.100.200', '192.0.0.192', AZURE_HOST]);

/** Whether Driftline may send to an IP address: public ones, and those of the own network when `allowPrivate`. */
export function isAllowedAddress(address: string, allowPrivate: boolean): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (METADATA.has(parsed.toString())) return false;
  const range = parsed.range();
  return range === 'unicast' || (allowPrivate && PRIVATE_RANGES.has(range));
}
