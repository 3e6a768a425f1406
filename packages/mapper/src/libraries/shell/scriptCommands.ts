import { mapTexts, stringOf } from '../../values/texts.js';
import { constant, NOTHING, type Value } from '../../values/value.js';
import { parseOptions } from './parseOptions.js';
import { type CommandRule, type CommandRules, type ShellCommand, wordOf } from './shellCommand.js';
import { startModule, startScript } from './startScript.js';

/** Modules of Python that run no code of the repository. */
const TOOLS =
  /^(pip|venv|virtualenv|pytest|unittest|build|twine|black|flake8|isort|mypy|pylint|ruff|coverage|http\.server|ensurepip|pip_tools|ipykernel|spacy|nltk\.downloader|compileall|cProfile|tox|pre_commit)\b/;
/** Modules that are commands of their own. */
const COMMANDS: Readonly<Record<string, string>> = {
  papermill: 'papermill',
  'dbt.cli.main': 'dbt',
  dbt: 'dbt',
  awscli: 'aws',
  'torch.distributed.launch': 'torchrun',
  'torch.distributed.run': 'torchrun',
  'accelerate.commands.launch': 'torchrun',
  jupyter: 'jupyter',
  nbconvert: 'jupyter',
  streamlit: 'streamlit',
};

/** Where the script stands among the words: options of the interpreter and their values come first. */
function scriptAt(words: readonly Value[], values: RegExp): number {
  let index = 0;
  while (index < words.length && wordOf(words[index]).startsWith('-')) {
    if (wordOf(words[index]) === '--') return index + 1;
    index += values.test(wordOf(words[index])) ? 2 : 1;
  }
  return index;
}

const pythonRule: CommandRule = (command) => {
  const { words } = command;
  const at = scriptAt(words, /^-[mcWXQ]$/);
  const flag = words.slice(0, at).findIndex((word) => /^-\w*m$/.test(wordOf(word)));
  if (words.slice(0, at).some((word) => /^-\w*c$/.test(wordOf(word)))) return NOTHING;
  if (flag < 0) {
    const script = words[at];
    if (script && wordOf(script) !== '-') startScript(command, script, words.slice(at + 1));
    return { ...NOTHING, hint: 'python' };
  }
  const module = words[flag + 1];
  const name = wordOf(module);
  const rest = words.slice(flag + 2);
  if (!module || TOOLS.test(name)) return NOTHING;
  const tool = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (tool !== undefined) return command.run(tool, rest);
  startModule(command, module, rest);
  return { ...NOTHING, hint: 'python' };
};

/** The first word that is no option is the script. */
const interpreterRule =
  (values: string): CommandRule =>
  (command) => {
    const known = new Set(values.split(' '));
    let at = 0;
    while (at < command.words.length && wordOf(command.words[at]).startsWith('-'))
      at += known.has(wordOf(command.words[at])) ? 2 : 1;
    const script = command.words[at];
    if (script) startScript(command, script, command.words.slice(at + 1));
    return { ...NOTHING, hint: command.name };
  };

/** `bash script words`, `bash -c "commands"`. */
const shellRule: CommandRule = (command) => {
  const at = scriptAt(command.words, /^-(o|O)$/);
  const inline = command.words.slice(0, at).some((word) => /^-\w*c$/.test(wordOf(word)));
  const script = command.words[at];
  if (inline) {
    if (script?.texts)
      command.machine.shell(command.call, script, new Map(command.call.named.get('with')?.fields ?? []));
    return NOTHING;
  }
  if (!script) {
    if (command.stdin?.texts) command.machine.shell(command.call, command.stdin);
    return NOTHING;
  }
  startScript(command, script, command.words.slice(at + 1));
  return { ...NOTHING, hint: command.name };
};

const SUBMIT =
  '--class --master --deploy-mode --conf --name --py-files --files --jars --packages --repositories --executor-memory --driver-memory --executor-cores --num-executors --total-executor-cores --queue --properties-file --archives --driver-class-path --driver-java-options --exclude-packages --proxy-user --keytab --principal --driver-cores';

/** `spark-submit --class Main app.jar words`, `spark-submit script.py words`. */
const sparkRule: CommandRule = (command) => {
  const values = new Set(SUBMIT.split(' '));
  let at = 0;
  let main: Value | undefined;
  while (at < command.words.length && wordOf(command.words[at]).startsWith('-')) {
    const name = wordOf(command.words[at]);
    if (name === '--class') main = command.words[at + 1];
    else if (name.startsWith('--class=')) main = constant(name.slice('--class='.length));
    at += values.has(name) ? 2 : 1;
  }
  const application = command.words[at];
  const words = command.words.slice(at + 1);
  if (main) startClass(command, main, words);
  else if (application) startScript(command, application, words);
  return NOTHING;
};

/** Starts the main class of a program by the file that its name means. */
function startClass(command: ShellCommand, main: Value, words: readonly Value[]): void {
  const path = mapTexts(main, (name) => name.replaceAll('.', '/'));
  for (const [folder, ending] of [
    ['scala', 'scala'],
    ['java', 'java'],
    ['kotlin', 'kt'],
  ])
    startScript(
      command,
      mapTexts(path, (text) => `src/main/${folder}/${text}.${ending}`),
      words,
    );
}

/** `java -cp app.jar com.example.Main words`. */
const javaRule: CommandRule = (command) => {
  const at = scriptAt(command.words, /^(-cp|-classpath|--class-path|--module-path|-p)$/);
  const main = command.words[at];
  const isJar =
    command.words.slice(0, at).some((word) => wordOf(word) === '-jar') || /\.jar$/.test(wordOf(main));
  if (main && !isJar && /^[\w.$]+$/.test(wordOf(main)))
    startClass(command, main, command.words.slice(at + 1));
  return NOTHING;
};

/** `sbt "runMain com.example.Main words"`. */
const sbtRule: CommandRule = (command) => {
  for (const word of command.words) {
    const [, main, rest = ''] =
      /^(?:[\w-]+\/)?(?:Test\/)?runMain\s+([\w.]+)\s*(.*)$/.exec(wordOf(word)) ?? [];
    if (main !== undefined)
      startClass(
        command,
        constant(main),
        rest
          .split(/\s+/)
          .filter(Boolean)
          .map((each) => constant(each)),
      );
  }
  return NOTHING;
};

/** `papermill in.ipynb out.ipynb -p name value`. */
const papermillRule: CommandRule = (command) => {
  const options = parseOptions(command.words, {
    values:
      '-k --kernel -f --parameters_file -y --parameters_yaml -b --cwd --engine --language --log-level --execution-timeout',
  });
  const notebook = options.operands.find((word) => /\.ipynb$/.test(wordOf(word)));
  const at = notebook ? command.words.indexOf(notebook) : -1;
  const rest = command.words.slice(at + 1).filter((word) => !/\.ipynb$/.test(wordOf(word)));
  if (notebook) startScript(command, notebook, rest);
  return NOTHING;
};

/** `jupyter nbconvert --execute notebook.ipynb`: converting alone runs nothing. */
const jupyterRule: CommandRule = (command) => {
  const words = command.words.map(wordOf);
  const executes = words.some((word) => word === '--execute' || word === 'execute' || word === 'run');
  for (const word of command.words)
    if (executes && /\.ipynb$/.test(wordOf(word))) startScript(command, word, []);
  return NOTHING;
};

/** `streamlit run app.py`, `pyflyte run flow.py main`, `go run ./cmd/load`. */
const runRule: CommandRule = (command) => {
  const at = command.words.findIndex((word) =>
    /^(run|launch|apply|exec|script|deploy|dev|serve)$/.test(wordOf(word)),
  );
  const rest = command.words.slice(at + 1);
  const script = rest.findIndex((word) => /\.(py|R|go|ts|js|ipynb)(:\w+)?$/.test(wordOf(word)));
  const found = rest[script];
  if (found)
    startScript(
      command,
      mapTexts(found, (text) => text.replace(/(\.\w+):\w+$/, '$1')),
      rest.slice(script + 1),
    );
  return NOTHING;
};

/** `go run ./cmd/load words`: a package is its main file. */
const goRule: CommandRule = (command) => {
  if (wordOf(command.words[0]) !== 'run') return NOTHING;
  const rest = command.words.slice(1 + scriptAt(command.words.slice(1), /^-(tags|ldflags|exec|mod|C)$/));
  const [target] = rest;
  if (!target) return NOTHING;
  if (/\.go$/.test(wordOf(target))) startScript(command, target, rest.slice(1));
  else
    startScript(
      command,
      mapTexts(target, (text) => `${text.replace(/^\.\/|\/+$/g, '')}/main.go`.replace(/^\.?\//, '')),
      rest.slice(1),
    );
  return NOTHING;
};

/** `uvicorn package.module:app`. */
const serverRule: CommandRule = (command) => {
  const module = command.words.find((word) => /^[\w.]+:\w+(\(.*\))?$/.test(wordOf(word)));
  if (module) startModule(command, module, []);
  return NOTHING;
};

/** `torchrun --nproc_per_node=4 train.py words`. */
const launcherRule: CommandRule = (command) => {
  const at = command.words.findIndex((word) => /\.py$/.test(wordOf(word)));
  const flag = command.words.findIndex((word) => wordOf(word) === '-m');
  const module = flag >= 0 && (at < 0 || flag < at) ? command.words[flag + 1] : undefined;
  if (module) startModule(command, module, command.words.slice(flag + 2));
  else if (at >= 0 && command.words[at]) startScript(command, command.words[at], command.words.slice(at + 1));
  return NOTHING;
};

/** A name that no rule knows: an entry point of the repository's own package, if it declares one. */
export const unknownRule: CommandRule = (command) => {
  const entry = command.machine.catalogued('command', command.name);
  if (entry) startScript(command, constant(entry.location), command.words);
  else if (/\.(sh|bash|py|R|r|pl|jl|rb)$/.test(command.name))
    startScript(command, constant(command.name), command.words);
  return { ...NOTHING, hint: command.name };
};

/** A command whose name is a path or stands in a variable. */
const namedRule: CommandRule = (command) => {
  const [name, ...words] = command.words;
  const text = stringOf(name) ?? wordOf(name);
  const guess = /^\{(\w+)\}$/.exec(text)?.[1];
  if (guess !== undefined)
    return command.run(guess.toLowerCase().replace(/_?(bin|exe|cmd|path)$/, ''), words);
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const last = first.split('/').at(-1) ?? first;
  const all = [...rest.map((word) => constant(word)), ...words];
  if (/\.\w+$/.test(last) && !/^python[\d.]*$/.test(last)) {
    startScript(command, constant(first), all);
    return { ...NOTHING, hint: last };
  }
  return command.run(last, all);
};

/** Interpreters and launchers of the repository's own scripts. */
export const scriptCommands: CommandRules = {
  ...Object.fromEntries(
    ['python', 'python2', 'python3', 'pypy3', 'ipython', 'py'].map((name) => [name, pythonRule]),
  ),
  Rscript: interpreterRule('-e'),
  julia: interpreterRule('-e -t --threads'),
  node: interpreterRule('-e -r --require --loader --import'),
  'ts-node': interpreterRule('-r -P --project'),
  tsx: interpreterRule('--tsconfig'),
  bun: runRule,
  deno: runRule,
  perl: interpreterRule('-e -n'),
  php: interpreterRule('-r'),
  bash: shellRule,
  sh: shellRule,
  zsh: shellRule,
  dash: shellRule,
  'spark-submit': sparkRule,
  'spark2-submit': sparkRule,
  'spark3-submit': sparkRule,
  java: javaRule,
  sbt: sbtRule,
  papermill: papermillRule,
  jupyter: jupyterRule,
  'jupyter-nbconvert': jupyterRule,
  streamlit: runRule,
  pyflyte: runRule,
  prefect: runRule,
  dagster: runRule,
  fastapi: runRule,
  metaflow: runRule,
  go: goRule,
  uvicorn: serverRule,
  gunicorn: serverRule,
  hypercorn: serverRule,
  torchrun: launcherRule,
  accelerate: launcherRule,
  deepspeed: launcherRule,
  horovodrun: launcherRule,
  mpirun: launcherRule,
  mpiexec: launcherRule,
  $run: namedRule,
};
