import { constant, NOTHING, unknown, type Value } from '../../values/value.js';
import { type CommandRule, type CommandRules, inputFlow, wordOf } from './shellCommand.js';

/** Words after the options of a wrapper, and `X=y` before the command that it runs. */
function inner(
  words: readonly Value[],
  values: RegExp,
): { rest: readonly Value[]; variables: Map<string, Value> } {
  const variables = new Map<string, Value>();
  let at = 0;
  for (; at < words.length; at += 1) {
    const text = wordOf(words[at]);
    const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(text);
    if (assignment) variables.set(assignment[1] ?? '', constant(assignment[2] ?? ''));
    else if (values.test(text)) at += 1;
    else if (!text.startsWith('-')) break;
  }
  return { rest: words.slice(at), variables };
}

/** Drops some words of its own, then runs what follows. */
const wrapperRule =
  (own: number, values: RegExp): CommandRule =>
  (command) => {
    const first = inner(command.words, values);
    const { rest, variables } = own === 0 ? first : inner(first.rest.slice(own), values);
    const [name, ...words] = rest;
    return name ? command.run(wordOf(name), words, new Map([...first.variables, ...variables])) : NOTHING;
  };

/** `poetry run command`: only behind its verb. */
const verbRule =
  (verbs: RegExp, values: RegExp): CommandRule =>
  (command) => {
    const at = command.words.findIndex((word) => verbs.test(wordOf(word)));
    if (at < 0) return NOTHING;
    const { rest, variables } = inner(command.words.slice(at + 1), values);
    const [name, ...words] = rest;
    return name ? command.run(wordOf(name), words, variables) : NOTHING;
  };

const CONTAINER =
  /^(-e|--env|-v|--volume|--mount|-p|--publish|--name|-w|--workdir|--network|--net|--user|-u|--entrypoint|--env-file|--gpus|--memory|-m|--cpus|--platform|--restart|--hostname|-h|--label|-l|--shm-size|--runtime|-f|--file|--profile|--project-name|--add-host|--pull|--ipc)$/;

/** `docker run -e X=y image command`: variables are given by option, the first operand is the image or service. */
const containerRule: CommandRule = (command) => {
  const at = command.words.findIndex((word) => /^(run|exec)$/.test(wordOf(word)));
  if (at < 0) return NOTHING;
  const variables = new Map<string, Value>();
  const words = command.words.slice(at + 1);
  let next = 0;
  for (; next < words.length && wordOf(words[next]).startsWith('-'); next += 1) {
    const text = wordOf(words[next]);
    const given = /^(?:-e|--env)=?(.*)$/.exec(text);
    const written = given ? given[1] || wordOf(words[next + 1]) : '';
    const [name = '', ...value] = written.split('=');
    if (name !== '' && value.length > 0) variables.set(name, constant(value.join('=')));
    if (CONTAINER.test(text)) next += 1;
  }
  const [name, ...rest] = words.slice(next + 1);
  return name ? command.run(wordOf(name), rest, variables) : NOTHING;
};

/** `kubectl exec pod -- command`, `ray job submit -- command`. */
const dashesRule: CommandRule = (command) => {
  const at = command.words.findIndex((word) => wordOf(word) === '--');
  const [name, ...words] = at < 0 ? [] : command.words.slice(at + 1);
  return name ? command.run(wordOf(name), words) : NOTHING;
};

/** `xargs command`: runs it with parts of its input. */
const xargsRule: CommandRule = (command) => {
  const { rest } = inner(command.words, /^-([IndPLsE]|-replace|-max-args|-max-procs|-delimiter)$/);
  const [name, ...words] = rest;
  const item = { ...unknown('a line of the input', 'line'), flow: inputFlow(command) };
  const replaced = words.some((word) => /^(\{\}|%)$/.test(wordOf(word)));
  const all = replaced
    ? words.map((word) => (/^(\{\}|%)$/.test(wordOf(word)) ? item : word))
    : [...words, item];
  return name ? command.run(wordOf(name), all) : (command.stdin ?? NOTHING);
};

/** `eval "commands"`, `ssh host "commands"`, `su -c "commands"`. */
const textRule =
  (own: number, values: RegExp): CommandRule =>
  (command) => {
    const { rest } = inner(command.words, values);
    const [only, ...more] = rest.slice(own);
    if (only?.texts && more.length === 0) command.machine.shell(command.call, only);
    else if (only) return command.run(wordOf(only), more);
    return NOTHING;
  };

const NOTHING_TAKEN = /^$/;

/** Commands that run another command. */
export const wrapperCommands: CommandRules = {
  ...Object.fromEntries(
    [
      'nohup',
      'exec',
      'command',
      'builtin',
      'setsid',
      'stdbuf',
      'unbuffer',
      'caffeinate',
      'then',
      'do',
      'else',
      '!',
      '{',
      'winpty',
      'gosu',
    ].map((name) => [name, wrapperRule(name === 'gosu' ? 1 : 0, NOTHING_TAKEN)]),
  ),
  time: wrapperRule(0, /^-[of]$/),
  env: wrapperRule(0, /^-(u|-unset|C)$/),
  sudo: wrapperRule(0, /^-(u|g|-user|-group)$/),
  nice: wrapperRule(0, /^-n$/),
  ionice: wrapperRule(0, /^-[cn]$/),
  timeout: wrapperRule(1, /^-(k|s|-signal|-kill-after)$/),
  flock: wrapperRule(1, /^-[wE]$/),
  chronic: wrapperRule(0, NOTHING_TAKEN),
  retry: wrapperRule(0, /^-\w$/),
  srun: wrapperRule(0, /^-[nNcptJAw]$/),
  sbatch: wrapperRule(0, /^-[nNcptJAwoe]$/),
  bsub: wrapperRule(0, /^-[nqWMoeRJ]$/),
  qsub: wrapperRule(0, /^-\w+$/),
  dotenv: wrapperRule(0, /^-f$/),
  'aws-vault': dashesRule,
  doppler: dashesRule,
  chamber: dashesRule,
  kubectl: dashesRule,
  ray: dashesRule,
  dvc: verbRule(
    /^(run|exp-run)$/,
    /^-(n|d|o|p|m|M|w|O|f|-name|-deps|-outs|-params|-metrics|-outs-no-cache)$/,
  ),
  ...Object.fromEntries(
    ['poetry', 'uv', 'pipenv', 'pdm', 'hatch', 'rye', 'pixi', 'micromamba', 'conda', 'mamba'].map((name) => [
      name,
      verbRule(/^run$/, /^-(n|p|-name|-prefix|-with|-python|-group|-extra|-cwd|e|-env|-project|-directory)$/),
    ]),
  ),
  uvx: wrapperRule(0, /^--(from|with|python)$/),
  pipx: verbRule(/^run$/, /^--spec$/),
  npx: wrapperRule(0, /^-(p|-package)$/),
  bunx: wrapperRule(0, NOTHING_TAKEN),
  docker: containerRule,
  podman: containerRule,
  'docker-compose': containerRule,
  nerdctl: containerRule,
  singularity: containerRule,
  apptainer: containerRule,
  xargs: xargsRule,
  parallel: xargsRule,
  eval: textRule(0, NOTHING_TAKEN),
  ssh: textRule(1, /^-[iplLoRDJF]$/),
  su: textRule(0, NOTHING_TAKEN),
  op: dashesRule,
};
