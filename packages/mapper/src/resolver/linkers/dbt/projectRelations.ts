import { datasetOfUri } from '@driftline/contracts';
import type { SqlTable } from '../../../facts/sqlScript.js';
import type { LinkContext } from '../linker.js';
import type { Config, DbtNode, DbtProject, DbtSource } from './dbtProject.js';
import { type ManifestEntry, readManifest } from './manifest.js';
import { Relation, type RelationName } from './relation.js';
import { relationName } from './relationNames.js';
import { type Rendered, Rendering, type RenderingContext } from './rendering.js';
import { datasetName, namespaceOf } from './warehouse.js';

/** What a placeholder in rendered SQL stands for. */
export interface Reference {
  node?: DbtNode;
  source?: DbtSource;
  parts?: readonly string[];
  /** Line of the call in the template; 0 when another file made it. */
  line: number;
}

const NAMING = ['schema', 'dataset', 'database', 'project', 'alias', 'target_schema', 'target_database'];

function nodeKey(name: string, version: string | undefined): string {
  return version === undefined ? name : `${name}|${version}`;
}

/** Renders the templates of one project and knows what their relations are called in production. */
export class ProjectRelations {
  /** Projects of the same repository, whose models can be referred to. */
  peers: readonly ProjectRelations[] = [];
  private readonly byName = new Map<string, DbtNode>();
  private readonly rendered = new Map<DbtNode, Rendered>();
  private readonly rendering = new Set<DbtNode>();
  private readonly references: Reference[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly ofNode = new Map<DbtNode, number[]>();
  readonly manifest: Map<string, ManifestEntry>;

  constructor(
    readonly project: DbtProject,
    private readonly context: LinkContext,
  ) {
    for (const node of project.nodes) this.index(node);
    const path = `${project.root === '' ? '' : `${project.root}/`}target/manifest.json`;
    const beside = path.replace('target/', '');
    const { facts } = context;
    this.manifest = readManifest((facts.get(path) ?? facts.get(beside))?.config);
  }

  private index(node: DbtNode): void {
    if (node.kind === 'analysis') return;
    if (node.version === undefined) this.byName.set(node.name, node);
    else {
      this.byName.set(nodeKey(node.name, node.version), node);
      const latest = this.byName.get(node.name);
      if (!latest?.version || Number(node.version) >= Number(latest.version))
        this.byName.set(node.name, node);
    }
  }

  /** Every model, seed and snapshot that can be referred to. */
  nodes(): Iterable<DbtNode> {
    return new Set(this.byName.values());
  }

  find(name: string, version?: string): DbtNode | undefined {
    return this.byName.get(nodeKey(name, version)) ?? this.byName.get(name);
  }

  /** A model of this project, else of another one of the repository. */
  private findAnywhere(name: string, version: string | undefined): DbtNode | undefined {
    return (
      this.find(name, version) ??
      this.peers.map((peer) => peer.find(name, version)).find((each) => each !== undefined)
    );
  }

  private ownerOf(node: DbtNode): ProjectRelations {
    const owner = [this, ...this.peers].find(({ project }) => project.nodes.includes(node));
    return owner ?? this;
  }

  /** The reference that a placeholder's number stands for. */
  referenceAt(index: number): Reference | undefined {
    return this.references[index];
  }

  /** Every reference that rendering a node made. */
  referencesOf(node: DbtNode): Iterable<number> {
    return new Set(this.ofNode.get(node));
  }

  /** An ephemeral model is no dataset: whoever refers to it takes in its query. */
  isEphemeral(node: DbtNode): boolean {
    return this.ownerOf(node).configOf(node).materialized === 'ephemeral';
  }

  /** Settings of a node: those of folders and properties, then its own. */
  configOf(node: DbtNode): Config {
    if (node.language !== 'sql' || this.rendering.has(node)) return node.config;
    return { ...node.config, ...this.render(node).config };
  }

  nameOf(node: DbtNode): RelationName {
    const known = this.manifest.get(`model|${node.name}`);
    if (known && node.version === undefined) return known.relation;
    const rendering = new Rendering(this.project, node, this.contextOf(node));
    const config = { ...this.configOf(node) };
    for (const key of NAMING) {
      const text = rendering.setting(config[key]);
      if (text !== undefined) config[key] = text;
    }
    return relationName(this.project, node, config, (name) => rendering.macro(name));
  }

  private sourceName(source: DbtSource): RelationName {
    const known = this.manifest.get(`source|${source.source}|${source.name}`);
    if (known) return known.relation;
    const rendering = new Rendering(this.project, undefined, this.contextOf(undefined));
    const setting = (value: DbtSource['schema']): string | undefined => {
      const text = rendering.setting(value);
      return text === undefined || /^\{[\w.]*\}$/.test(text) ? undefined : text;
    };
    return {
      database: setting(source.database) ?? this.project.target.database,
      schema: setting(source.schema) ?? (source.schema === undefined ? source.source : ''),
      identifier: setting(source.identifier) ?? source.name,
    };
  }

  /** The text of a node, rendered once. */
  render(node: DbtNode): Rendered {
    const known = this.rendered.get(node);
    if (known) return known;
    this.rendering.add(node);
    const rendered = new Rendering(this.project, node, this.contextOf(node)).render(node.text ?? '');
    this.rendering.delete(node);
    this.rendered.set(node, rendered);
    return rendered;
  }

  private contextOf(node: DbtNode | undefined): RenderingContext {
    const relation = (reference: Reference, name: () => RelationName): Relation => {
      const index = this.reference(reference);
      if (node) this.ofNode.set(node, [...(this.ofNode.get(node) ?? []), index]);
      return new Relation(`drel_${index}_`, name);
    };
    return {
      ref: (name, version, line) => {
        const found = this.findAnywhere(name, version);
        return found && relation({ node: found, line }, () => this.ownerOf(found).nameOf(found));
      },
      source: (group, name, line) => {
        const source = this.findSource(group, name);
        return relation({ source, line }, () => this.sourceName(source));
      },
      named: (parts, line) => {
        const [identifier = '', schema = '', database = ''] = [...parts].reverse();
        return relation({ parts, line }, () => ({ database, schema, identifier }));
      },
      own: () => node && new Relation(`drel_${this.reference({ node, line: 0 })}_`, () => this.nameOf(node)),
      environment: (name) => this.context.recorder.settings.get(name, node?.path ?? this.project.path),
    };
  }

  /** A source that no YAML declares is named as the call names it. */
  findSource(group: string, name: string): DbtSource {
    const known = [this, ...this.peers]
      .flatMap(({ project }) => project.sources)
      .find((each) => each.source === group && each.name === name);
    return (
      known ?? {
        source: group,
        name,
        database: undefined,
        schema: undefined,
        identifier: undefined,
        location: undefined,
      }
    );
  }

  /** The number under which a reference stands in texts. */
  reference(reference: Reference): number {
    const { node, source, parts, line } = reference;
    const key = JSON.stringify([node?.path, node?.name, source?.source, source?.name, parts, line]);
    const known = this.indexOf.get(key);
    if (known !== undefined) return known;
    this.indexOf.set(key, this.references.length);
    return this.references.push(reference) - 1;
  }

  /** A text that holds a call, as a property file states it. */
  referenceIn(call: string): Reference | undefined {
    const rendering = new Rendering(this.project, undefined, this.contextOf(undefined));
    const text = rendering.setting(`{{ ${call} }}`) ?? '';
    return this.references[Number(/drel_(\d+)_/.exec(text)?.[1] ?? -1)];
  }

  /** The dataset behind a reference, as the warehouse names it; an external table is its location. */
  datasetOf(reference: Reference): SqlTable {
    const namespace = namespaceOf(this.project);
    const { node, source, parts, line } = reference;
    if (source) {
      const location =
        source.location === undefined
          ? undefined
          : new Rendering(this.project, undefined, this.contextOf(undefined)).setting(source.location);
      const known = location !== undefined && !/^\{[^{}]*\}$/.test(location);
      if (known) return { name: location.replace(/^'|'$/g, ''), line, location: true };
      return { name: datasetName(namespace, this.sourceName(source)), line, namespace };
    }
    if (node) return this.ownerOf(node).datasetOfNode(node, line);
    return { name: (parts ?? []).join('.'), line, namespace };
  }

  private datasetOfNode(node: DbtNode, line: number): SqlTable {
    const namespace = namespaceOf(this.project);
    return { name: datasetName(namespace, this.nameOf(node)), line, namespace };
  }

  /** The index of a dataset. */
  intern(table: SqlTable, path: string): number {
    const { datasets, paths } = this.context.recorder;
    if (!table.location)
      return datasets.intern(table.namespace ?? namespaceOf(this.project), table.name, 'table');
    const { namespace, name } = datasetOfUri(table.name);
    return datasets.intern(namespace, namespace === 'file' ? paths.locate(name, path) : name, undefined);
  }

  /** The same for every reference to the same thing. */
  identity(index: number): string {
    const { node, source, parts } = this.references[index] ?? { line: 0 };
    return JSON.stringify([node?.path, node?.name, source?.source, source?.name, parts]);
  }
}
