/** What the script of a mapping data flow says: which sources reach a sink, and the settings of each end. */
export interface DataFlowScript {
  sourcesOf(name: string): string[];
  settings: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const STEP = /(?:^|\n)\s*((?:[\w@]+(?:\s*,\s*[\w@]+)*\s+)?)(\w+)\s*\(([\s\S]*?)\)\s*~>\s*([\w@]+)/g;
const SETTING = /(\w+)\s*:\s*\(?\s*'([^']*)'/g;

/** Names of the streams that a step joins, besides those in front of it. */
function streamsIn(inputs: string): string[] {
  return inputs
    .split(',')
    .map((each) => (each.trim().split('@')[0] ?? '').trim())
    .filter((each) => each !== '');
}

/** Reads the script of a data flow: steps of the form `inputs kind(…) ~> name`. */
export function flowsOfScript(script: string): DataFlowScript {
  const inputs = new Map<string, string[]>();
  const settings = new Map<string, ReadonlyMap<string, string>>();
  for (const [, before = '', kind = '', body = '', written = ''] of script.matchAll(STEP)) {
    const names = written.replace(/^@\(|\)$/g, '').split('@')[0] ?? written;
    inputs.set(names, kind === 'source' ? [] : streamsIn(before));
    settings.set(
      names,
      new Map([...body.matchAll(SETTING)].map(([, name = '', value = '']) => [name, value])),
    );
  }
  const sourcesOf = (name: string): string[] => {
    const found = new Set<string>();
    const seen = new Set<string>();
    const queue = [name];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      const before = inputs.get(next);
      if (before?.length === 0) found.add(next);
      queue.push(...(before ?? []));
    }
    return [...found];
  };
  return { sourcesOf, settings };
}
