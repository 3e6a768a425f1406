import type { ConfigValue } from '../../../facts/configValue.js';
import type { Facts } from '../../../facts/facts.js';
import type { JinjaNode } from './jinja/jinjaNode.js';

export type Config = { [key: string]: ConfigValue };

/** A model, seed, snapshot or analysis: something that becomes a table, or could. */
export interface DbtNode {
  kind: 'model' | 'seed' | 'snapshot' | 'analysis';
  name: string;
  path: string;
  /** Folders below the resource path, which configuration is looked up by. */
  folders: string[];
  version?: string;
  /** Configuration of folders and properties; a file's own is added when it is rendered. */
  config: Config;
  text?: string;
  language: 'sql' | 'python' | 'csv' | 'yaml';
  line: number;
}

/** A table that a project reads but does not make. */
export interface DbtSource {
  source: string;
  name: string;
  database: ConfigValue | undefined;
  schema: ConfigValue | undefined;
  identifier: ConfigValue | undefined;
  /** Where the data of an external table lie. */
  location: ConfigValue | undefined;
}

export interface DbtExposure {
  name: string;
  type: string;
  path: string;
  line: number;
  /** Calls of `ref` and `source`, with their lines. */
  dependsOn: { call: string; line: number }[];
}

/** Where a project's tables live in production. */
export interface DbtTarget {
  name: string;
  adapter: string | undefined;
  database: string;
  schema: string;
  namespace: string | undefined;
  config: Config;
}

export interface DbtProject {
  root: string;
  name: string;
  path: string;
  config: Config;
  /** Folders below the root whose templates are dbt's. */
  folders: string[];
  target: DbtTarget;
  nodes: DbtNode[];
  sources: DbtSource[];
  exposures: DbtExposure[];
  /** Macros by name, those of other projects of the repository by `project.name` too. */
  macros: Map<string, JinjaNode>;
  /** Macro files that could not be parsed, with the error. */
  broken: Map<string, string>;
}

export function isConfig(value: ConfigValue | undefined): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function configAt(value: ConfigValue | undefined, ...path: string[]): Config {
  let current: ConfigValue | undefined = value;
  for (const key of path) current = isConfig(current) ? current[key] : undefined;
  return isConfig(current) ? current : {};
}

export function textAt(value: ConfigValue | undefined, key: string): string | undefined {
  const found = isConfig(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : undefined;
}

export function textsAt(value: ConfigValue | undefined, ...keys: string[]): string[] | undefined {
  for (const key of keys) {
    const found = isConfig(value) ? value[key] : undefined;
    if (Array.isArray(found)) return found.filter((each) => typeof each === 'string');
    if (typeof found === 'string') return [found];
  }
  return undefined;
}

export function listAt(value: ConfigValue | undefined, key: string): Config[] {
  const found = isConfig(value) ? value[key] : undefined;
  return Array.isArray(found) ? found.filter(isConfig) : [];
}

/** Raw text of a file whose analyzer keeps it. */
export function textOfFile(facts: Facts | undefined): string | undefined {
  return typeof facts?.config === 'string' ? facts.config : undefined;
}
