import type { Call, Library, Machine, Rule } from '../interpreter/machine.js';
import { NO_FLOW } from '../values/flow.js';
import { spell } from '../values/text.js';
import { concatenate, mapTexts, stringOf, stringsOf } from '../values/texts.js';
import { carrying, constant, listOf, NOTHING, type Value } from '../values/value.js';
import { copies, each, under } from './accessRules.js';
import { argument } from './arguments.js';
import { tableSpaceOfUrl, UNKNOWN_SPACE } from './tableSpace.js';

const HIVE = { namespace: 'hive', prefix: '' };

/** The value that whoever runs the notebook gave a widget or a parameter. */
function given(machine: Machine, name: string): string | undefined {
  const words = machine.commandLine ?? [];
  for (const [index, word] of words.entries()) {
    if (word === `--${name}` || (words[index - 1] === '-p' && word === name)) return words[index + 1];
    if (word.startsWith(`${name}=`) || word.startsWith(`--${name}=`))
      return word.slice(word.indexOf('=') + 1);
  }
  return machine.environment(name);
}

/** Defaults that widgets declare, by name. */
function widgets(machine: Machine): Map<string, Value> {
  const cell = machine.memory('widgets', 'activity');
  return new Map([...cell.fields]);
}

const declareRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name'));
  const value = argument(call, 1, 'defaultValue');
  if (name !== undefined && value) machine.memory('widgets', 'activity').fields.set(name, value);
  return NOTHING;
};

const getRule: Rule = (call, machine) => {
  const name = stringOf(argument(call, 0, 'name'));
  if (name === undefined) return NOTHING;
  const known = given(machine, name);
  if (known !== undefined) return constant(known, 'inferred');
  const fallback = widgets(machine).get(name) ?? argument(call, 1, 'defaultValue');
  const texts = fallback?.texts?.filter((text) => text.value !== null && text.value !== '') ?? [];
  if (fallback && texts.length > 0)
    return { ...fallback, texts: texts.map((text) => ({ ...text, confidence: 'inferred' as const })) };
  return { ...constant(`{${name}}`, 'possible'), why: `widget ${name} has no value`, hint: name };
};

/** What a cell of parameters assigns, unless the notebook is run with another value. */
const parameterRule: Rule = (call, machine) => {
  const name = stringOf(call.args[0]);
  const own = call.args[1] ?? NOTHING;
  const known = name === undefined ? undefined : given(machine, name);
  if (known !== undefined) return constant(known, 'inferred');
  if (!own.texts) return own;
  return { ...own, texts: own.texts.map((text) => ({ ...text, confidence: 'inferred' as const })) };
};

const EXTENSIONS = ['', '.py', '.ipynb', '.sql', '.scala', '.r'];

function startNotebook(call: Call, machine: Machine, path: string, words: readonly string[]): void {
  const endings = /\.(py|ipynb|sql|scala|r)$/i.test(path) ? [''] : EXTENSIONS;
  for (const ending of endings) machine.start(call, `${path}${ending}`, words, new Map());
}

function wordsOf(parameters: Value | undefined): string[] {
  return [...(parameters?.fields ?? [])].flatMap(([name, value]) =>
    value.texts ? [`--${name}`, ...value.texts.slice(0, 1).map((text) => spell(text.value))] : [],
  );
}

/** `dbutils.notebook.run(path, timeout, arguments)`. */
const runNotebookRule: Rule = (call, machine) => {
  const path = argument(call, 0, 'path');
  const words = wordsOf(argument(call, 2, 'arguments'));
  const known = stringsOf(path);
  if (known.length === 0)
    machine.unresolved(call, `the notebook is not a constant: ${path?.why ?? 'a computed value'}`);
  for (const each of known) startNotebook(call, machine, each, words);
  return NOTHING;
};

/** `papermill.execute_notebook(input, output, parameters=…)`. */
const executeNotebookRule: Rule = (call, machine) => {
  const words = wordsOf(argument(call, 2, 'parameters'));
  for (const path of stringsOf(argument(call, 0, 'input_path'))) startNotebook(call, machine, path, words);
  return NOTHING;
};

/** Line on which a cell's text starts, when the text stands there line by line. */
function firstLine(call: Call, text: string): { firstLine?: number } {
  const lines = text.trim().split('\n').length;
  const [line, endLine] = call.at;
  return endLine - line + 1 >= lines ? { firstLine: line } : {};
}

/** The server that `%sql` speaks to: what a magic connected to, else the cluster's catalogue. */
function spaceOf(machine: Machine): typeof HIVE {
  const url = stringOf(machine.memory('magics', 'activity').fields.get('url'));
  if (url !== undefined) return tableSpaceOfUrl(url);
  return machine.memory('magics', 'activity').fields.has('extension') ? UNKNOWN_SPACE : HIVE;
}

function connect(machine: Machine, words: Value | undefined): boolean {
  const url = /^\s*([\w+]+:\/\/\S+)/.exec(stringOf(words) ?? '')?.[1];
  if (url !== undefined) machine.memory('magics', 'activity').fields.set('url', constant(url));
  return url !== undefined;
}

const sqlRule: Rule = (call, machine) => {
  const [name, words, body] = call.args;
  const big = stringOf(name) === 'bigquery';
  if (!big) connect(machine, words);
  const space = big ? { namespace: 'bigquery', prefix: '' } : spaceOf(machine);
  const text = stringOf(body) ?? '';
  return carrying(machine.query(call, body, space, { variables: true, ...firstLine(call, text) }));
};

/** `%%name words` over a cell. */
const cellMagicRule: Rule = (call, machine) => {
  const name = stringOf(call.args[0]);
  if (name === 'sql' || name === 'bigquery') return sqlRule(call, machine);
  if (name === 'bash' || name === 'sh' || name === 'script')
    return carrying(machine.shell(call, call.args[2]));
  const target = stringOf(call.args[1])
    ?.split(/\s+/)
    .filter((word) => !word.startsWith('-'))[0];
  if (name === 'writefile' && target !== undefined) machine.write(call, constant(target), NO_FLOW);
  return NOTHING;
};

/** `%name words` on a line. */
const lineMagicRule: Rule = (call, machine) => {
  const [name, words] = [stringOf(call.args[0]), call.args[1]];
  const text = stringOf(words)?.trim() ?? '';
  if (name === 'cd' && text !== '') machine.changeDirectory(text.replace(/^["']|["']$/g, ''));
  else if (name === 'load_ext' && /sql/.test(text))
    machine.memory('magics', 'activity').fields.set('extension', constant(true));
  else if (name === 'sql' && !/^-/.test(text)) {
    const query =
      words && mapTexts(words, (each) => each.replace(/^[\w+]+:\/\/\S+\s*/, '').replace(/^\w+\s*<<\s*/, ''));
    if (!connect(machine, words) || stringOf(query) !== '')
      return carrying(machine.query(call, query, spaceOf(machine), { variables: true }));
  } else if (name === 'sh' || name === 'system' || name === 'sx') return carrying(machine.shell(call, words));
  return NOTHING;
};

const systemRule: Rule = (call, machine) => carrying(machine.shell(call, call.args[0]));

const changeDirectoryRule: Rule = (call, machine) => {
  const path = stringOf(argument(call, 0, 'path'));
  if (path !== undefined && path !== '') machine.changeDirectory(path);
  return NOTHING;
};

const listRule: Rule = (call) => {
  const [folder] = call.args;
  return folder?.texts
    ? listOf([
        {
          ...concatenate([folder, constant('/*')]),
          fields: new Map([['path', concatenate([folder, constant('/*')])]]),
        },
      ])
    : NOTHING;
};

const putRule: Rule = (call, machine) => {
  machine.write(call, call.args[0], call.args[1]?.flow ?? NO_FLOW);
  return NOTHING;
};

/** Files that a person uploads to Colab have no name that the code knows. */
const uploadRule: Rule = (call, machine) => {
  machine.unresolved(call, 'a person uploads the data');
  return NOTHING;
};

/** Notebooks: magics of IPython, utilities of Databricks, Synapse and Fabric, papermill and Colab. */
export const notebooks: Library = {
  name: 'notebooks',
  functions: {
    'get_ipython().magic': (call, machine) => {
      const [name = '', ...words] = (stringOf(call.args[0]) ?? '').split(' ');
      return lineMagicRule(
        { ...call, args: [constant(name.replace(/^%/, '')), constant(words.join(' '))] },
        machine,
      );
    },
    ...each(['get_ipython().system', 'get_ipython().getoutput'], systemRule),
    'papermill.parameter': parameterRule,
    'papermill.execute_notebook': executeNotebookRule,
    'os.chdir': changeDirectoryRule,
    'google.colab.files.upload': uploadRule,
    getArgument: getRule,
  },
  methods: {
    '*.run_cell_magic': cellMagicRule,
    '*.run_line_magic': lineMagicRule,
    ...under(['*'], {
      ...each(['widgets.text', 'widgets.dropdown', 'widgets.combobox', 'widgets.multiselect'], declareRule),
      'widgets.get': getRule,
      'notebook.run': runNotebookRule,
      ...each(['fs.cp', 'fs.mv', 'fs.fastcp'], copies([0, 'src', 'from'], [1, 'dest', 'to'])),
      'fs.head': (call, machine) => carrying(machine.read(call, call.args[0])),
      'fs.ls': listRule,
      'fs.put': putRule,
    }),
  },
};
