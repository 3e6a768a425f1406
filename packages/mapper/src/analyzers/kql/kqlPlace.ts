/** How far a path such as `cluster('c').database('d')` has led. */
export interface KqlPlace {
  /** Set once the path names a server; else the script's own. */
  namespace?: string;
  database?: string;
}

/** `help`, `help.westeurope`, `https://help.kusto.windows.net` and `help.kusto.windows.net:443` name one cluster. */
function kustoNamespace(cluster: string): string {
  const host = cluster
    .trim()
    .replace(/^https?:\/\//i, '')
    .replace(/[/:;?].*$/s, '')
    .toLowerCase();
  const full = /\.(net|com|cn|us|de)$/.test(host) ? host : `${host}.kusto.windows.net`;
  return `azurekusto://${full}`;
}

/** `adx('https://help.kusto.windows.net/Samples')` or `adx('help/Samples')`. */
function placeOfAdx(argument: string): KqlPlace {
  const [cluster = '', database] = argument.replace(/^https?:\/\//i, '').split('/');
  const namespace = kustoNamespace(cluster);
  return database ? { namespace, database } : { namespace };
}

/** Where a function that leads to another place leads; undefined for any other function. */
export function placeOfFunction(name: string, argument: string, from: KqlPlace): KqlPlace | undefined {
  switch (name.toLowerCase()) {
    case 'cluster':
      return { namespace: kustoNamespace(argument) };
    case 'database':
      return { ...from, database: argument };
    case 'adx':
      return placeOfAdx(argument);
    case 'workspace':
      return { namespace: `loganalytics://${argument}` };
    case 'app':
      return { namespace: `applicationinsights://${argument}` };
    case 'arg':
      return { namespace: 'azureresourcegraph' };
    default:
      return undefined;
  }
}

/** The name of a table in a place. */
export function nameInPlace(place: KqlPlace, table: string): string {
  return place.database === undefined ? table : `${place.database}/${table}`;
}
