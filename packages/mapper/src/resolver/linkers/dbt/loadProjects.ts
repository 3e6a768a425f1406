import type { ConfigValue } from '../../../facts/configValue.js';
import type { Facts } from '../../../facts/facts.js';
import type { LinkContext } from '../linker.js';
import {
  type Config,
  type DbtNode,
  type DbtProject,
  isConfig,
  textAt,
  textOfFile,
  textsAt,
} from './dbtProject.js';
import { folderConfig } from './folderConfig.js';
import { macrosOfFile } from './macroFiles.js';
import { type Properties, readProperties } from './properties.js';
import { targetOf } from './target.js';

const PROJECT_FILE = /(^|\/)dbt_project\.ya?ml$/;
const PROFILE_FILE = /(^|\/)profiles\.ya?ml$/;
const INSTALLED =
  /\bdbt-(bigquery|snowflake|postgres|redshift|databricks|spark|trino|duckdb|athena|clickhouse|sqlserver|synapse|mysql|starburst)\b/;
const PACKAGES = /(^|\/)(dbt_packages|dbt_modules|target)\//;

interface Resources {
  kind: DbtNode['kind'];
  section: string;
  paths: string[];
}

function resourcesOf(config: ConfigValue): Resources[] {
  const paths = (...keys: string[]): string[] =>
    (textsAt(config, ...keys) ?? []).map((path) => path.replace(/^\.\/|\/+$/g, ''));
  const or = (found: string[], usual: string): string[] => (found.length > 0 ? found : [usual]);
  return [
    { kind: 'model', section: 'models', paths: or(paths('model-paths', 'source-paths'), 'models') },
    { kind: 'seed', section: 'seeds', paths: or(paths('seed-paths', 'data-paths'), 'seeds') },
    { kind: 'snapshot', section: 'snapshots', paths: or(paths('snapshot-paths'), 'snapshots') },
    { kind: 'analysis', section: 'analyses', paths: or(paths('analysis-paths'), 'analyses') },
  ];
}

function below(folder: string, path: string): string | undefined {
  const prefix = folder === '' ? '' : `${folder}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
}

function languageOf(path: string): DbtNode['language'] | undefined {
  if (/\.sql$/i.test(path)) return 'sql';
  if (/\.py$/i.test(path)) return 'python';
  return /\.csv$/i.test(path) ? 'csv' : undefined;
}

const SNAPSHOT = /\{%[-+]?\s*snapshot\s+(\w+)\s*[-+]?%\}([\s\S]*?)\{%[-+]?\s*endsnapshot\s*[-+]?%\}/g;

/** A snapshot's name stands in its block; a file may hold several. */
function snapshotsIn(node: DbtNode): DbtNode[] {
  const { text = '' } = node;
  return [...text.matchAll(SNAPSHOT)].map((match): DbtNode => {
    const [all, name = node.name] = match;
    const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
    const end = match.index + all.length;
    return { ...node, name, text: blank(text.slice(0, match.index)) + all + blank(text.slice(end)) };
  });
}

class ProjectLoader {
  constructor(
    private readonly context: LinkContext,
    private readonly path: string,
    private readonly config: Config,
  ) {}

  private get root(): string {
    return this.path.replace(/\/?[^/]*$/, '');
  }

  load(): DbtProject {
    const name = textAt(this.config, 'name') ?? 'dbt';
    const properties = readProperties(this.propertyFiles());
    const macros: DbtProject['macros'] = new Map();
    const broken = this.loadMacros(macros);
    return {
      root: this.root,
      name,
      path: this.path,
      config: this.config,
      folders: this.folders(),
      target: targetOf(this.profile(), this.installed()),
      nodes: [...this.nodes(name, properties), ...this.yamlSnapshots(name, properties)],
      sources: properties.sources,
      exposures: properties.exposures,
      macros,
      broken,
    };
  }

  private folders(): string[] {
    const resources = resourcesOf(this.config).flatMap(({ paths }) => paths);
    const others = ['macro-paths', 'test-paths', 'packages-install-path', 'target-path'].flatMap(
      (key) => textsAt(this.config, key) ?? [],
    );
    return [
      ...resources,
      ...others,
      'macros',
      'tests',
      'data-tests',
      'dbt_packages',
      'dbt_modules',
      'target',
    ];
  }

  private *files(): Generator<[path: string, facts: Facts]> {
    for (const [path, facts] of this.context.facts) {
      const inner = below(this.root, path);
      if (inner !== undefined && !PACKAGES.test(`/${inner}`)) yield [path, facts];
    }
  }

  private *propertyFiles(): Generator<[path: string, facts: Facts]> {
    const folders = resourcesOf(this.config).flatMap((each) => each.paths);
    for (const [path, facts] of this.files()) {
      const inner = below(this.root, path) ?? '';
      if (/\.ya?ml$/i.test(path) && folders.some((folder) => inner.startsWith(`${folder}/`)))
        yield [path, facts];
    }
  }

  private loadMacros(macros: DbtProject['macros']): Map<string, string> {
    const broken = new Map<string, string>();
    const folders = textsAt(this.config, 'macro-paths') ?? ['macros'];
    for (const [path, facts] of this.files()) {
      const inner = below(this.root, path) ?? '';
      const text = textOfFile(facts);
      if (
        text === undefined ||
        !/\.sql$/i.test(path) ||
        !folders.some((folder) => inner.startsWith(`${folder.replace(/^\.\//, '')}/`))
      )
        continue;
      const found = macrosOfFile(text);
      for (const [name, macro] of found.macros) macros.set(name, macro);
      if (found.error !== undefined) broken.set(path, found.error);
    }
    return broken;
  }

  /** Files of the repository that become resources: code that was analysed, and the data of seeds. */
  private candidates(): Iterable<string> {
    const found = [...this.context.facts.keys()];
    return [...found, ...this.context.paths.under(this.root).filter((path) => /\.csv$/i.test(path))];
  }

  private nodes(project: string, properties: Properties): DbtNode[] {
    const resources = resourcesOf(this.config);
    const nodes: DbtNode[] = [];
    for (const path of this.candidates()) {
      const inner = below(this.root, path);
      const language = languageOf(path);
      if (inner === undefined || language === undefined || PACKAGES.test(`/${inner}`)) continue;
      for (const { kind, section, paths } of resources) {
        const folder = paths.find((each) => inner.startsWith(`${each}/`));
        if (folder === undefined || (kind === 'seed') !== (language === 'csv')) continue;
        nodes.push(
          ...this.node(project, kind, section, path, inner.slice(folder.length + 1), language, properties),
        );
        break;
      }
    }
    return nodes;
  }

  private node(
    project: string,
    kind: DbtNode['kind'],
    section: string,
    path: string,
    inner: string,
    language: DbtNode['language'],
    properties: Properties,
  ): DbtNode[] {
    const parts = inner.replace(/\.\w+$/, '').split('/');
    const stem = parts.at(-1) ?? '';
    const text = textOfFile(this.context.facts.get(path));
    const base: DbtNode = {
      kind,
      name: stem,
      path,
      folders: parts.slice(0, -1),
      config: {},
      language,
      line: 1,
      ...(text === undefined ? {} : { text }),
    };
    const all =
      kind === 'snapshot' && text !== undefined && /\{%[-+]?\s*snapshot\b/.test(text)
        ? snapshotsIn(base)
        : [base];
    return all.map((each) => this.configured(project, section, each, properties));
  }

  private configured(project: string, section: string, node: DbtNode, properties: Properties): DbtNode {
    const versioned = /^(.*)_v(\w+)$/.exec(node.name);
    const own = properties.resources.get(`${section}|${node.name}`);
    const family =
      versioned?.[1] === undefined ? undefined : properties.resources.get(`${section}|${versioned[1]}`);
    const isVersion = !own && family !== undefined && Array.isArray(family.entry.versions);
    const folders = folderConfig(this.config[section], project, [...node.folders, node.name]);
    const config = { ...folders, ...(own ?? (isVersion ? family : undefined))?.config };
    if (!isVersion || versioned?.[1] === undefined) return { ...node, config };
    return {
      ...node,
      name: versioned[1],
      version: versioned[2] ?? '',
      config: { alias: node.name, ...config },
    };
  }

  private yamlSnapshots(project: string, properties: Properties): DbtNode[] {
    return properties.snapshots.map(
      ({ name, relation, config, path }): DbtNode => ({
        kind: 'snapshot',
        name,
        path,
        folders: [],
        config: { ...folderConfig(this.config.snapshots, project, [name]), ...config },
        language: 'yaml',
        text: `select * from {{ ${relation} }}`,
        line:
          this.context.facts
            .get(path)
            ?.artefacts?.find((each) => each.type === 'dbt-snapshot' && each.name === name)?.line ?? 1,
      }),
    );
  }

  private profile(): ConfigValue | undefined {
    const wanted = textAt(this.config, 'profile') ?? textAt(this.config, 'name') ?? '';
    const files = [...this.context.facts].filter(([path]) => PROFILE_FILE.test(path));
    const nearest = files.sort(([left], [right]) => closeness(right, this.root) - closeness(left, this.root));
    for (const [, { config }] of nearest) {
      const profile = isConfig(config) ? config[wanted] : undefined;
      if (profile !== undefined) return profile;
    }
    return undefined;
  }

  /** The adapter that a requirements file of the repository installs. */
  private installed(): string | undefined {
    for (const [path, { config }] of this.context.facts) {
      if (
        !/(pyproject\.toml|requirements[\w-]*\.(?:txt|in)|Pipfile|environment\.ya?ml|meltano\.yml|setup\.cfg|Dockerfile)$/.test(
          path,
        )
      )
        continue;
      const found = INSTALLED.exec(JSON.stringify(config ?? ''));
      if (found?.[1] !== undefined) return found[1];
    }
    return undefined;
  }
}

function closeness(path: string, root: string): number {
  const [left, right] = [path.split('/'), root.split('/')];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared += 1;
  return shared * 100 - left.length;
}

/** Every dbt project of the repository; installed packages are none. */
export function loadProjects(context: LinkContext): DbtProject[] {
  const projects: DbtProject[] = [];
  for (const [path, { config }] of context.facts) {
    if (PROJECT_FILE.test(path) && isConfig(config) && !PACKAGES.test(`/${path}`))
      projects.push(new ProjectLoader(context, path, config).load());
  }
  return shared(projects);
}

/** Macros of other projects of the repository can be called with the project's name, as those of local packages. */
function shared(projects: DbtProject[]): DbtProject[] {
  for (const project of projects) {
    for (const other of projects) {
      for (const [name, macro] of other.macros) {
        if (name.includes('.')) continue;
        project.macros.set(`${other.name}.${name}`, macro);
        if (!project.macros.has(name)) project.macros.set(name, macro);
      }
    }
  }
  return projects;
}
