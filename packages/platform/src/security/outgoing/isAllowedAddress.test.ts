import { describe, expect, it } from 'vitest';
import { isAllowedAddress } from './isAllowedAddress.js';

const NOTHING = [false, false] as const;
const IF_PRIVATE_ALLOWED = [false, true] as const;
const ALWAYS = [true, true] as const;

describe('isAllowedAddress', () => {
  it.each([
    ['public', '93.184.216.34', ALWAYS],
    ['public IPv6', '2606:2800:220:1:248:1893:25c8:1946', ALWAYS],
    ['loopback', '127.0.0.1', IF_PRIVATE_ALLOWED],
    ['other loopback', '127.8.8.8', IF_PRIVATE_ALLOWED],
    ['loopback IPv6', '::1', IF_PRIVATE_ALLOWED],
    ['loopback mapped into IPv6', '::ffff:127.0.0.1', IF_PRIVATE_ALLOWED],
    ['private 10', '10.1.2.3', IF_PRIVATE_ALLOWED],
    ['private 172', '172.31.255.255', IF_PRIVATE_ALLOWED],
    ['private 192', '192.168.1.1', IF_PRIVATE_ALLOWED],
    ['unique local', 'fd12:3456::1', IF_PRIVATE_ALLOWED],
    ['carrier-grade NAT', '100.64.0.1', IF_PRIVATE_ALLOWED],
    ['AWS metadata', '169.254.169.254', NOTHING],
    ['AWS metadata mapped into IPv6', '::ffff:169.254.169.254', NOTHING],
    ['AWS metadata IPv6', 'fd00:ec2::254', NOTHING],
    ['Alibaba metadata', '100.100.100.200', NOTHING],
    ['Azure wire server', '168.63.129.16', NOTHING],
    ['link-local IPv6', 'fe80::1', NOTHING],
    ['unspecified', '0.0.0.0', NOTHING],
    ['unspecified IPv6', '::', NOTHING],
    ['multicast', '224.0.0.1', NOTHING],
    ['broadcast', '255.255.255.255', NOTHING],
    ['reserved', '240.0.0.1', NOTHING],
    ['NAT64 of the metadata service', '64:ff9b::a9fe:a9fe', NOTHING],
    ['6to4 of loopback', '2002:7f00:1::', NOTHING],
    ['no address', 'localhost', NOTHING],
    ['nothing', '', NOTHING],
  ])('%s %s', (_case, address, [byDefault, withPrivate]) => {
    expect(isAllowedAddress(address, false)).toBe(byDefault);
    expect(isAllowedAddress(address, true)).toBe(withPrivate);
  });
});
