import { stringOf } from '../../../values/texts.js';
import { carrying } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { startCommand } from '../startCommand.js';
import { environmentOf, environmentValues, textOf, wordsOf } from '../wordsOf.js';
import type { Work } from './operator.js';

/** A command, or a script that a template path names. */
export const bashWork: Work = (call, machine) => {
  const command = argument(call, 0, 'bash_command', 'command');
  const environment = argument(call, undefined, 'env', 'environment');
  const text = stringOf(command)?.trim();
  if (text !== undefined && /^[^\s;|&]+\.(sh|bash)(\s+\S+)*$/.test(text)) {
    const [script = '', ...words] = text.split(/\s+/);
    machine.start(call, script, words, environmentOf(environment));
    return undefined;
  }
  return carrying(machine.shell(call, command, environmentValues(environment)));
};

/** Containers: their command runs a script of this repository, when the image holds one. */
export const containerWork: Work = (call, machine) => {
  const command = argument(call, undefined, 'cmds', 'command', 'entrypoint');
  const environment = argument(call, undefined, 'env_vars', 'environment', 'env');
  const words = [...wordsOf(command), ...wordsOf(argument(call, undefined, 'arguments', 'args'))];
  const [only] = words;
  const whole = words.length === 1 && only !== undefined && /\s/.test(only);
  if (whole && command?.texts) machine.shell(call, command, environmentValues(environment));
  else startCommand(call, machine, words, environmentOf(environment));
  return undefined;
};

/** `overrides={'containerOverrides': [{'command': […], 'environment': […]}]}`. */
export const ecsWork: Work = (call, machine) => {
  const overrides = argument(call, undefined, 'overrides')?.fields?.get('containerOverrides');
  for (const container of overrides?.items ?? []) {
    const words = wordsOf(container.fields?.get('command'));
    startCommand(call, machine, words, environmentOf(container.fields?.get('environment')));
  }
  return undefined;
};

/** A notebook run with parameters. */
export const papermillWork: Work = (call, machine) => {
  const notebook = argument(call, undefined, 'input_nb');
  if (notebook) {
    const parameters = environmentOf(argument(call, undefined, 'parameters'));
    const words = [...parameters].flatMap(([name, text]) => ['-p', name, text]);
    machine.start(call, textOf(notebook), words, parameters);
  }
  return undefined;
};
