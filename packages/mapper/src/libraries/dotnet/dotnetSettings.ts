import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { NO_FLOW } from '../../values/flow.js';
import { stringOf } from '../../values/texts.js';
import { constant, join, listOf, NOTHING, type Value } from '../../values/value.js';
import { storedField } from '../arguments.js';
import { CSHARP, created, given, self, typeNameOf, typesOf } from './dotnetRules.js';

/** Where the resolver keeps the settings of all projects, joined. */
export const ALL_SETTINGS = '<dotnet settings>';
const FILES = [
  'appsettings.json',
  'appsettings.Production.json',
  'appsettings.Development.json',
  'local.settings.json',
];
const FOLDERS = ['', '../', '../../', '../../../'];

/** The settings that a program sees: of its own project, else of any. */
function settingsOf(machine: Machine): Value | undefined {
  for (const folder of FOLDERS) {
    const found = FILES.flatMap((file) => machine.config(`${folder}${file}`) ?? []);
    if (found.length > 0) return found.reduce((left, right) => join(right, left));
  }
  return machine.config(ALL_SETTINGS);
}

function fieldAt(value: Value | undefined, path: readonly string[]): Value | undefined {
  let current = value;
  for (const key of path) {
    const fields = current?.fields;
    const own =
      fields?.get(key) ?? [...(fields ?? [])].find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
    if (!own) return undefined;
    current = own;
  }
  return current;
}

function hole(name: string): Value {
  return {
    ...constant(`{${name}}`, 'possible'),
    why: `setting ${name} has no value in the repository`,
    hint: name,
  };
}

/** A setting by its path, as `Section:Key`; the environment may spell it `Section__Key`. */
function setting(machine: Machine, section: string, key: string): Value {
  const path = [...section.split(':'), ...key.split(':')].filter((part) => part !== '');
  const fromEnvironment = machine.environment(path.join('__'));
  if (fromEnvironment !== undefined) return constant(fromEnvironment, 'inferred');
  const settings = settingsOf(machine);
  const found = fieldAt(settings, path) ?? fieldAt(settings, ['Values', ...path]);
  if (!found) return hole(path.join(':'));
  const open = found.texts?.every((text) => text.value === '' || text.value === null) ?? false;
  return open ? hole(path.join(':')) : asInferred(found);
}

function asInferred(value: Value): Value {
  return value.texts
    ? {
        ...value,
        texts: value.texts.map((text) => ({
          ...text,
          confidence: text.confidence === 'exact' ? ('inferred' as const) : text.confidence,
        })),
      }
    : value;
}

function sectionOf(call: Call): string {
  return stringOf(storedField(call.receiver, 'section')) ?? '';
}

const item: Rule = (call, machine) => {
  const key = stringOf(call.args[0]);
  return key === undefined ? NOTHING : setting(machine, sectionOf(call), key);
};

const value: Rule = (call, machine) => {
  const key = stringOf(call.args[0]);
  const found = key === undefined ? NOTHING : setting(machine, sectionOf(call), key);
  const fallback = call.args[1];
  return fallback?.texts && found.why !== undefined ? fallback : found;
};

const connectionString: Rule = (call, machine) => {
  const key = stringOf(given(call, 0, 'name'));
  return key === undefined ? NOTHING : setting(machine, 'ConnectionStrings', key);
};

const section: Rule = (call, machine) => {
  const key = stringOf(call.args[0]) ?? '';
  const path = [sectionOf(call), key].filter((part) => part !== '').join(':');
  const fields = { section: constant(path) };
  return created(call, machine, 'IConfigurationSection', fields);
};

/** `section.Get<Options>()`: an object whose properties are the section's entries. */
const bound: Rule = (call, machine) => {
  const path = sectionOf(call)
    .split(':')
    .filter((part) => part !== '');
  return fieldAt(settingsOf(machine), path) ?? NOTHING;
};

/** `IOptions<StorageOptions>`: the section named after the class, with or without `Options` or `Settings`. */
const options: Rule = (call, machine) => {
  const name = typeNameOf(typesOf(call)[0]) ?? '';
  const settings = settingsOf(machine);
  const configured = stringOf(machine.memory(`options ${name}`, 'repository').fields.get('section'));
  const names = [configured, name, name.replace(/(Options|Settings|Config|Configuration)$/, '')].filter(
    (each) => each !== undefined && each !== '',
  );
  for (const each of names) {
    const found = fieldAt(settings, each?.split(':') ?? []);
    if (found) return found;
  }
  return NOTHING;
};

/** `services.Configure<StorageOptions>(configuration.GetSection("Storage"))`. */
const configure: Rule = (call, machine) => {
  const name = typeNameOf(typesOf(call)[0]) ?? '';
  const path = stringOf(storedField(call.args[0], 'section'));
  if (path !== undefined)
    machine.memory(`options ${name}`, 'repository').fields.set('section', constant(path));
  return call.receiver ?? NOTHING;
};

const environment: Rule = (call, machine) => {
  const name = stringOf(call.args[0]);
  if (name === undefined) return NOTHING;
  const known = machine.environment(name);
  if (known !== undefined) return constant(known, 'inferred');
  const local = fieldAt(machine.config('local.settings.json') ?? machine.config('../local.settings.json'), [
    'Values',
    name,
  ]);
  return local
    ? asInferred(local)
    : { ...hole(name), why: `environment variable ${name} has no value in the repository` };
};

const words: Rule = (call, machine) => {
  const position = call.args[0]?.texts?.[0]?.value;
  const word = typeof position === 'number' ? machine.commandLine?.[position] : undefined;
  if (word !== undefined) return constant(word, 'inferred');
  const name = `args${typeof position === 'number' ? position : ''}`;
  return { ...constant(`{${name}}`, 'possible'), why: 'command-line word has no value', hint: name };
};

const root: Rule = (call, machine) => created(call, machine, 'IConfiguration', {});
const managed: Rule = (call, machine) =>
  created(call, machine, 'IConfiguration', {
    section: constant(call.name.includes('ConnectionStrings') ? 'ConnectionStrings' : 'AppSettings'),
  });

const SETTINGS: readonly string[] = [
  'IConfiguration',
  'IConfigurationRoot',
  'IConfigurationSection',
  'ConfigurationManager',
];

/** Settings files, environment variables and command lines of .NET programs. */
export const dotnetSettings: Library = {
  name: 'dotnetSettings',
  touchesData: false,
  languages: CSHARP,
  functions: { 'sys.argv[]': words },
  methods: {
    ...Object.fromEntries(
      SETTINGS.flatMap((type) => [
        [`*.${type}`, root],
        [`*.${type}.get_Item`, item],
        [`*.${type}.GetValue`, value],
        [`*.${type}.GetSection`, section],
        [`*.${type}.GetRequiredSection`, section],
        [`*.${type}.GetConnectionString`, connectionString],
        [`*.${type}.Get`, bound],
      ]),
    ),
    '*.Configuration.GetConnectionString': connectionString,
    '*.Configuration.GetSection': section,
    '*.Configuration.GetValue': value,
    '*.Configuration.get_Item': item,
    '*.configuration.GetConnectionString': connectionString,
    '*.config.GetConnectionString': connectionString,
    '*.ConnectionStrings.get_Item': (call, machine) => connectionString({ ...call }, machine),
    '*.AppSettings.get_Item': item,
    '*.ConfigurationManager.AppSettings': managed,
    '*.ConfigurationBuilder': (call, machine) => created(call, machine, 'ConfigurationBuilder'),
    '*.ConfigurationBuilder.SetBasePath': self,
    '*.ConfigurationBuilder.AddJsonFile': self,
    '*.ConfigurationBuilder.AddEnvironmentVariables': self,
    '*.ConfigurationBuilder.AddUserSecrets': self,
    '*.ConfigurationBuilder.AddCommandLine': self,
    '*.ConfigurationBuilder.AddInMemoryCollection': self,
    '*.ConfigurationBuilder.Build': root,
    '*.IOptions': options,
    '*.IOptionsSnapshot': options,
    '*.IOptionsMonitor': options,
    '*.Configure': configure,
    '*.Environment.GetEnvironmentVariable': environment,
    '*.Environment.GetCommandLineArgs': () => ({ ...listOf([]), flow: NO_FLOW }),
    '*.JsonSerializer.Deserialize': (call) => call.args[0] ?? NOTHING,
  },
};
