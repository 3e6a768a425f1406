import { CodedError } from '@driftline/contracts';
import type { z } from 'zod';
import { type Config, settings } from './settings.js';
import type { Setting } from './settingTypes.js';

/** The environment, or whatever stands for it. */
export type Environment = Record<string, string | undefined>;

/**
 * Reads and validates every setting. An empty variable counts as not set.
 * @throws CodedError `config_invalid` that names every bad variable, what is wrong and what is allowed
 */
export function loadConfig(environment: Environment): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings)) {
    const text = environment[setting.variable] || undefined;
    const result = setting.schema.safeParse(text);
    if (result.success) values[key] = result.data;
    else problems.push(problemOf(setting, text, result.error.issues[0]?.message ?? 'is not allowed'));
  }
  const config = values as Config;
  if (config.maxDecompressedBytes < config.maxBodyBytes) {
    const { maxBodyBytes, maxDecompressedBytes } = settings;
    problems.push(
      `${maxDecompressedBytes.variable} is less than ${maxBodyBytes.variable}; allowed: at least as much`,
    );
  }
  if (problems.length === 0) return config;
  throw new CodedError({
    code: 'config_invalid',
    status: 500,
    message: `${problems.length === 1 ? 'A setting is' : `${problems.length} settings are`} not valid:\n${problems.join('\n')}`,
    where: 'environment',
    action: 'Correct or remove the variables named; docs/reference/settings.md lists them all.',
  });
}

function problemOf(setting: Setting<z.ZodType>, text: string | undefined, what: string): string {
  const shown = setting.secret ? 'the value' : JSON.stringify(text);
  return `${setting.variable}: ${shown} ${what}; allowed: ${setting.allowed}`;
}
