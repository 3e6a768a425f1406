import type { Call, Library, Machine, Rule } from '../../interpreter/machine.js';
import { concatenate, stringOf, stringsOf } from '../../values/texts.js';
import { carrying, constant, NOTHING, type Value } from '../../values/value.js';
import { argument } from '../arguments.js';
import { rSqlRender } from './rSqlRender.js';
import { elements, spelled } from './rVectors.js';

const DOCUMENT = /\.(r?md|qmd|ipynb)$/i;
const SCRIPT = /\.(r|py|sh|sql)$/i;

/** A target runs as a task of its own; its name stands for what its command answers. */
const targetRule: Rule = (call, machine) => {
  const [graph, name] = [stringOf(call.args[0]) ?? 'targets', stringOf(call.args[1]) ?? 'target'];
  const callee = call.args[2];
  if (!callee) return NOTHING;
  const task = { name: `${graph}.${name}`, kind: 'task' as const, graph: { name: graph, kind: graph } };
  return machine.task(call, task, callee, { args: [], named: new Map() });
};

function parametersOf(given: Value | undefined): Map<string, string> {
  const entries = [...(given?.fields ?? [])].flatMap(([name, value]): [string, string][] => {
    const text = spelled(value);
    return text === undefined ? [] : [[`params.${name}`, text]];
  });
  return new Map(entries);
}

/** `render("report.Rmd", params = list(…))`; SqlRender has a function of the same name. */
const renderRule: Rule = (call, machine) => {
  const input = argument(call, 0, 'input', 'path');
  const documents = stringsOf(input).filter((path) => DOCUMENT.test(path));
  const parameters = parametersOf(argument(call, undefined, 'params', 'execute_params'));
  for (const path of documents) machine.start(call, path, [], parameters);
  const render = rSqlRender.functions.render;
  return documents.length === 0 && render ? render(call, machine) : NOTHING;
};

/** `tar_render(name, "report.Rmd")`. */
const renderTargetRule: Rule = (call, machine) => renderRule({ ...call, args: call.args.slice(1) }, machine);

function startScript(call: Call, machine: Machine, words: readonly string[]): boolean {
  const at = words.findIndex((word) => SCRIPT.test(word));
  const script = words[at];
  if (script === undefined) return false;
  machine.start(call, script, words.slice(at + 1), new Map());
  return true;
}

/** `system("Rscript prepare.R 2020")`, `system2("python", c("train.py", "--seed", "1"))`. */
const systemRule: Rule = (call, machine) => {
  const [command, args] = [argument(call, 0, 'command'), argument(call, 1, 'args')];
  const words = [
    ...stringsOf(command),
    ...(args ? elements(args).flatMap((each) => spelled(each) ?? []) : []),
  ].flatMap((word) => word.split(/\s+/));
  if (startScript(call, machine, words)) return NOTHING;
  if (!command?.texts) return NOTHING;
  const line = args ? concatenate([command, constant(' '), constant(words.slice(1).join(' '))]) : command;
  return carrying(machine.shell(call, line));
};

const chunkRule: Rule = (call, machine) => carrying(machine.shell(call, call.args[0]));

/** `reticulate::source_python("clean.py")`, `callr::rscript("x.R")`, jobs of RStudio. */
const startRule: Rule = (call, machine) => {
  for (const path of stringsOf(argument(call, 0, 'file', 'script', 'path')))
    machine.start(call, path, [], new Map());
  return NOTHING;
};

/** Relative paths start here from now on. */
const directoryRule: Rule = (call, machine) => {
  const path = stringOf(argument(call, 0, 'dir'));
  if (path !== undefined) machine.changeDirectory(path);
  return NOTHING;
};

/** Plans of targets and drake, documents that are rendered, scripts that are started. */
export const rWorkflow: Library = {
  name: 'rWorkflow',
  languages: ['r'],
  functions: {
    '<target>': targetRule,
    render: renderRule,
    quarto_render: renderRule,
    'rmarkdown::render': renderRule,
    tar_render: renderTargetRule,
    tar_quarto: renderTargetRule,
    system: systemRule,
    system2: systemRule,
    shell: systemRule,
    '<bash chunk>': chunkRule,
    setwd: directoryRule,
    source_python: startRule,
    rscript: startRule,
    jobRunScript: startRule,
  },
  methods: {},
};
