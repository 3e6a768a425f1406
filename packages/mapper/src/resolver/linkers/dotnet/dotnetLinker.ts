import type { ConfigValue } from '../../../facts/configValue.js';
import { ALL_SETTINGS } from '../../../libraries/dotnet/dotnetSettings.js';
import { CONNECTIONS, CONTEXT } from '../../../libraries/dotnet/entityFramework.js';
import { weaker } from '../../../values/text.js';
import type { LinkContext, Linker } from '../linker.js';

const SETTINGS = /(^|\/)appsettings(\.[\w-]+)?\.json$/i;

type Settings = { [key: string]: ConfigValue };

function isSettings(value: ConfigValue | undefined): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Both settings; where they differ, the first counts. */
function joined(first: Settings, second: Settings, depth = 0): Settings {
  const result: Settings = { ...second, ...first };
  for (const [key, value] of Object.entries(first)) {
    const other = second[key];
    if (isSettings(value) && isSettings(other) && depth < 8) result[key] = joined(value, other, depth + 1);
    if (value === '' && other !== undefined) result[key] = other;
  }
  return result;
}

/** Settings of all projects: a library has none of its own, the program that uses it does. */
function joinSettings({ configs }: LinkContext): void {
  const files = [...configs].filter(([path]) => SETTINGS.test(path));
  const ranked = files.sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
  const all = ranked.flatMap(([, value]) => (isSettings(value) ? [value] : []));
  if (all.length > 0)
    configs.set(
      ALL_SETTINGS,
      all.reduce((left, right) => joined(left, right)),
    );
}

function rank(path: string): number {
  if (/appsettings\.json$/i.test(path)) return 0;
  return /\.Production\.json$/i.test(path) ? 1 : /\.Development\.json$/i.test(path) ? 3 : 2;
}

/** Tables of contexts that a program gives their connection when it starts. */
function nameContexts({ recorder }: LinkContext): void {
  for (const record of [...recorder.datasets.records]) {
    const context = record.namespace.startsWith(`${CONTEXT}:`)
      ? record.namespace.slice(CONTEXT.length + 1)
      : undefined;
    if (context === undefined) continue;
    const found = recorder.catalogue.get(CONNECTIONS, context);
    const namespace = found?.namespace ?? recorder.dialect ?? 'sql';
    const prefix = found?.location ?? '';
    const parts = record.name.split('.').length;
    const database = prefix.split('.')[0];
    const full =
      prefix === '' ? record.name : parts === 2 ? `${database}.${record.name}` : `${prefix}.${record.name}`;
    recorder.datasets.rename(record.index, namespace, full);
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('/'));
}

/** A path that a program spells as seen from its output folder is a file of its project, when the repository has it. */
function findFiles({ recorder, paths }: LinkContext): void {
  for (const access of [...recorder.accesses.values()]) {
    const record = recorder.datasets.records[recorder.datasets.resolve(access.dataset)];
    if (!record || access.activity.language !== 'csharp' || record.namespace !== 'file') continue;
    const relative = record.name.replace(/^(\.\.\/)+/, '');
    if (paths.has(record.name) || /^(\/|[a-z]:)/i.test(relative) || relative === '') continue;
    const found = foldersOf(access.place.path)
      .map((folder) => `${folder}/${relative}`)
      .find((path) => paths.has(path));
    if (found === undefined || found === record.name) continue;
    recorder.datasets.rename(record.index, 'file', found);
    access.confidence = weaker(access.confidence, 'inferred');
  }
}

/** What files of .NET programs tell about each other: settings, connections of contexts, files beside a project. */
export const dotnetLinker: Linker = {
  name: 'dotnet',
  prepare: joinSettings,
  finish: (context) => {
    nameContexts(context);
    findFiles(context);
  },
};
