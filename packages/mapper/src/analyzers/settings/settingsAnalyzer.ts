import { parse } from 'smol-toml';
import type { ConfigValue } from '../../facts/configValue.js';
import type { Facts } from '../../facts/facts.js';
import type { Analyzer, SourceFile } from '../analyzer.js';
import { parseEnvironment } from './parseEnvironment.js';
import { parseIni } from './parseIni.js';
import { parseProperties } from './parseProperties.js';

const ENVIRONMENT = /(^|\/)(\.env(\.[\w.-]+)?|[\w.-]+\.env|\.?[Rr]environ(\.site)?|\.flaskenv)$/;
const INI = /\.(ini|cfg|conf)$|(^|\/)\.dvc\/config$/i;
const PROPERTIES = /\.properties$/i;
const TOML = /\.toml$/i;
const NO_SETTINGS =
  /(^|\/)(poetry\.lock|uv\.lock|setup\.cfg|tox\.ini|pytest\.ini|mypy\.ini|alembic\.ini|\.?flake8|Cargo\.toml)$/i;

/** Plain JSON: dates of TOML become texts. */
function parseToml(text: string): ConfigValue {
  const value: ConfigValue = JSON.parse(JSON.stringify(parse(text, { maxDepth: 100 })));
  return value;
}

function parserOf(path: string): (text: string) => ConfigValue {
  if (TOML.test(path)) return parseToml;
  if (ENVIRONMENT.test(path)) return parseEnvironment;
  return PROPERTIES.test(path) ? parseProperties : parseIni;
}

function analyze({ path, text }: SourceFile): Facts {
  try {
    return { config: parserOf(path)(text) };
  } catch (error) {
    return {
      problems: [error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error)],
    };
  }
}

/** TOML, INI, properties and files of environment variables: configuration that programs load. */
export const settingsAnalyzer: Analyzer = {
  name: 'settings',
  version: 1,
  maximumBytes: 200_000,
  languageOf: (path) => {
    if (TOML.test(path)) return 'toml';
    if (ENVIRONMENT.test(path)) return 'env';
    return PROPERTIES.test(path) ? 'properties' : 'ini';
  },
  matches: (path) =>
    !NO_SETTINGS.test(path) && [TOML, ENVIRONMENT, PROPERTIES, INI].some((pattern) => pattern.test(path)),
  prepare: async () => {},
  analyze,
};
