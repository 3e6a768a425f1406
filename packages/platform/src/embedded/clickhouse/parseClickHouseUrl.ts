import type { ClickHouseAddress } from './embeddedClickHouse.js';

/** Takes `http://user:password@host:8123/database` apart, with ClickHouse's defaults. */
export function parseClickHouseUrl(text: string): ClickHouseAddress {
  const url = new URL(text);
  return {
    url: url.origin,
    username: decodeURIComponent(url.username) || 'default',
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)) || 'default',
  };
}
