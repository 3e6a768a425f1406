/** The variables that point a Driftline process at servers that run already. */
export function environmentOf({ databaseUrl, clickhouse, encryptionKey }) {
  const url = new URL(clickhouse.database, clickhouse.url);
  url.username = clickhouse.username;
  url.password = clickhouse.password;
  return { DATABASE_URL: databaseUrl, CLICKHOUSE_URL: url.href, DRIFTLINE_SECRET: encryptionKey };
}
