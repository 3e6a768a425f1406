import { datasetOfUri } from '@driftline/contracts';
import type { SqlScript, SqlTable } from '../../../facts/sqlScript.js';
import { type Flow, flowOfDataset, joinFlows, NO_FLOW, originOf, withRows } from '../../../values/flow.js';
import type { ActivityRecord, Place } from '../../../values/records.js';
import { applySql } from '../../applySql.js';
import type { LinkContext } from '../linker.js';
import type { Config, DbtExposure, DbtNode, DbtProject, DbtSource } from './dbtProject.js';
import { unmark } from './jinja/rewriteTags.js';
import { type ManifestEntry, readManifest } from './manifest.js';
import { Relation, type RelationName } from './relation.js';
import { relationName } from './relationNames.js';
import { type Rendered, Rendering, type RenderingContext } from './rendering.js';
import { datasetName, dialectOf, namespaceOf } from './warehouse.js';

/** What a placeholder in rendered SQL stands for. */
interface Reference {
  node?: DbtNode;
  source?: DbtSource;
  parts?: readonly string[];
  /** Line of the call in the template; 0 when another file made it. */
  line: number;
}

const PLACEHOLDER = /drel_(\d+)_/gi;
const FROM_UNKNOWN = /\b(?:from|join)\s*\(?\s*unknown_macro_(\d+)_/gi;

function nodeKey(name: string, version: string | undefined): string {
  return version === undefined ? name : `${name}|${version}`;
}

/** Links one project: renders its templates, names its relations and records what each model reads and writes. */
export class ProjectLinker {
  private readonly byName = new Map<string, DbtNode>();
  private readonly rendered = new Map<DbtNode, Rendered>();
  private readonly rendering = new Set<DbtNode>();
  private readonly references: Reference[] = [];
  private readonly indexOf = new Map<string, number>();
  private readonly ofNode = new Map<DbtNode, number[]>();
  private readonly manifest: Map<string, ManifestEntry>;
  private readonly applying = new Set<DbtNode>();
  private readonly applied = new Set<DbtNode>();

  constructor(
    private readonly project: DbtProject,
    private readonly others: readonly DbtProject[],
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

  link(): void {
    const { recorder } = this.context;
    const graph = recorder.graph(this.project.name, 'dbt-project', this.project.path);
    for (const [path, error] of this.project.broken)
      recorder.failures.set(path, `a macro does not parse: ${error}`);
    for (const node of this.project.nodes) {
      if (this.configOf(node).enabled === false) continue;
      const activity = this.activityOf(node);
      if (node.kind === 'seed') this.linkSeed(node, activity);
      else if (node.language !== 'python') {
        if (this.isEphemeral(node)) continue;
        this.linkModel(node, activity);
      }
      graph.activities.add(activity);
    }
    this.linkUnused();
    for (const exposure of this.project.exposures) this.linkExposure(exposure);
    this.fillCatalogue();
  }

  /** An ephemeral model that no other model takes in still reads. */
  private linkUnused(): void {
    for (const node of this.project.nodes) {
      const enabled = this.configOf(node).enabled !== false;
      if (enabled && node.language === 'sql' && this.isEphemeral(node) && !this.applied.has(node))
        this.apply(node, this.activityOf(node));
    }
  }

  /** Python models write what they return: known once their code is interpreted. */
  finish(): void {
    const { recorder } = this.context;
    for (const node of this.project.nodes) {
      if (node.language !== 'python' || this.configOf(node).enabled === false) continue;
      const activity = this.activityOf(node);
      const read = [...recorder.accesses.values()].filter(
        (each) => each.relation === 'reads' && each.activity.key === activity.key,
      );
      const rest = new Set(read.map(({ dataset }) => originOf(dataset, '*')));
      this.write(node, activity, { ...NO_FLOW, rest });
    }
  }

  private isEphemeral(node: DbtNode): boolean {
    return this.configOf(node).materialized === 'ephemeral';
  }

  private activityOf(node: DbtNode): ActivityRecord {
    const { name, path, kind, language } = node;
    const own = kind === 'snapshot' || language === 'yaml' ? `${path}|${name}` : path;
    return this.context.activities.declare({
      key: own,
      name: `${this.project.name}.${name}`,
      path,
      language,
      kind: kind === 'analysis' ? 'query' : 'dbt-model',
    });
  }

  private place(path: string, line: number, endLine = line): Place {
    return { path, at: [line, endLine, -line, -line] };
  }

  // Names

  private configOf(node: DbtNode): Config {
    if (node.language !== 'sql' || this.rendering.has(node)) return node.config;
    return { ...node.config, ...this.render(node).config };
  }

  nameOf(node: DbtNode): RelationName {
    const known = this.manifest.get(`model|${node.name}`);
    if (known && node.version === undefined) return known.relation;
    const rendering = new Rendering(this.project, node, this.contextOf(node));
    const config = { ...this.configOf(node) };
    for (const key of [
      'schema',
      'dataset',
      'database',
      'project',
      'alias',
      'target_schema',
      'target_database',
    ]) {
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

  // Rendering

  private render(node: DbtNode): Rendered {
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
        const found = this.byName.get(nodeKey(name, version)) ?? this.byName.get(name);
        return found && relation({ node: found, line }, () => this.nameOf(found));
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
  private findSource(group: string, name: string): DbtSource {
    const known = [this.project, ...this.others]
      .flatMap(({ sources }) => sources)
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

  private reference(reference: Reference): number {
    const { node, source, parts, line } = reference;
    const key = JSON.stringify([node?.path, node?.name, source?.source, source?.name, parts, line]);
    const known = this.indexOf.get(key);
    if (known !== undefined) return known;
    this.indexOf.set(key, this.references.length);
    return this.references.push(reference) - 1;
  }

  // Datasets

  private datasetOf(reference: Reference): SqlTable {
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
    if (node) return { name: datasetName(namespace, this.nameOf(node)), line, namespace };
    return { name: (parts ?? []).join('.'), line, namespace };
  }

  private intern(table: SqlTable, path: string): number {
    const { datasets, paths } = this.context.recorder;
    if (!table.location)
      return datasets.intern(table.namespace ?? namespaceOf(this.project), table.name, 'table');
    const { namespace, name } = datasetOfUri(table.name);
    return datasets.intern(namespace, namespace === 'file' ? paths.locate(name, path) : name, undefined);
  }

  private write(node: DbtNode, activity: ActivityRecord, flow: Flow): void {
    const dataset = this.intern(this.datasetOf({ node, line: node.line }), node.path);
    this.context.recorder.access('writes', activity, dataset, this.place(node.path, node.line), {
      confidence: this.confidenceOf(dataset),
      analyzer: 'dbt',
      flow,
    });
  }

  private confidenceOf(dataset: number): 'possible' | 'exact' {
    const name = this.context.recorder.datasets.records[dataset]?.name ?? '';
    return /\{[^{}]*\}/.test(name) ? 'possible' : 'exact';
  }

  private read(activity: ActivityRecord, path: string, table: SqlTable): number {
    const dataset = this.intern(table, path);
    this.context.recorder.access('reads', activity, dataset, this.place(path, Math.max(1, table.line)), {
      confidence: this.confidenceOf(dataset),
      analyzer: 'dbt',
    });
    return dataset;
  }

  // Models

  private linkSeed(node: DbtNode, activity: ActivityRecord): void {
    const dataset = this.read(activity, node.path, { name: node.path, line: 1, location: true });
    this.write(node, activity, flowOfDataset(dataset));
  }

  private linkModel(node: DbtNode, activity: ActivityRecord): void {
    const flow = this.apply(node, activity);
    if (node.kind !== 'analysis') this.write(node, activity, flow);
  }

  /** What a model selects; its reads are recorded for the activity, which is another's for an ephemeral model. */
  private apply(node: DbtNode, activity: ActivityRecord): Flow {
    if (this.applying.has(node)) return NO_FLOW;
    this.applying.add(node);
    this.applied.add(node);
    const rendered = this.render(node);
    const { text, lines } = unmark(rendered.text);
    this.report(node, rendered, text);
    const dialect = dialectOf(this.project);
    const head = dialect === undefined ? '' : `-- dialect: ${dialect}\n`;
    const script = this.context.recorder.sql(`${head}${text}`);
    const offset = head === '' ? 1 : 2;
    const sourceLine = (line: number): number =>
      node.language === 'yaml' ? node.line : (lines[line - offset] ?? 1);
    const flow = script ? this.applyScript(node, activity, script, sourceLine) : NO_FLOW;
    this.applying.delete(node);
    return flow;
  }

  private applyScript(
    node: DbtNode,
    activity: ActivityRecord,
    script: SqlScript,
    sourceLine: (line: number) => number,
  ): Flow {
    const views = new Map<string, Flow>();
    const seen = new Set<number>();
    const table = (each: SqlTable): SqlTable => this.resolved(node, activity, each, sourceLine, views, seen);
    const statements = script.statements.map((statement) => ({
      ...statement,
      reads: statement.reads.map(table),
      writes: [],
      temporary: statement.writes.map((each) => each.name),
    }));
    const flow = applySql(
      this.context.recorder,
      { ...script, statements },
      {
        activity,
        space: { namespace: namespaceOf(this.project), prefix: '' },
        place: (line, endLine) => this.place(node.path, Math.max(1, line), Math.max(1, endLine)),
        confidence: 'exact',
        views,
      },
    );
    const [problem] = script.problems;
    if (problem)
      this.context.recorder.failures.set(node.path, `line ${sourceLine(problem.line)}: ${problem.reason}`);
    return this.withUnseen(node, activity, flow, seen);
  }

  /** References that the SQL does not show: a query of a macro, a comment that states a dependency. */
  private withUnseen(node: DbtNode, activity: ActivityRecord, flow: Flow, seen: ReadonlySet<number>): Flow {
    let result = flow;
    const covered = new Set([...seen].map((index) => this.identity(index)));
    for (const index of new Set(this.ofNode.get(node))) {
      const reference = this.references[index];
      const inlined = reference?.node !== undefined && this.isEphemeral(reference.node);
      const known = inlined ? covered.has(this.identity(index)) : seen.has(index);
      if (!reference || known || reference.node === node) continue;
      covered.add(this.identity(index));
      result = withRows(result, this.referenced(node, activity, reference));
    }
    for (const key of this.manifest.get(`model|${node.name}`)?.dependsOn ?? []) {
      const reference = this.referenceOf(key);
      const index = reference && this.reference(reference);
      if (index === undefined || covered.has(this.identity(index)) || reference?.node === node) continue;
      result = withRows(result, this.referenced(node, activity, { ...reference, line: node.line }));
    }
    return result;
  }

  /** What a manifest calls `model|name` or `source|group|name`. */
  private referenceOf(key: string): Reference | undefined {
    const [kind, first = '', second = ''] = key.split('|');
    if (kind === 'source') return { source: this.findSource(first, second), line: 0 };
    const node = this.byName.get(first);
    return node && { node, line: 0 };
  }

  private identity(index: number): string {
    const { node, source, parts } = this.references[index] ?? { line: 0 };
    return JSON.stringify([node?.path, node?.name, source?.source, source?.name, parts]);
  }

  private referenced(node: DbtNode, activity: ActivityRecord, reference: Reference): Flow {
    if (reference.node && this.isEphemeral(reference.node)) return this.apply(reference.node, activity);
    return flowOfDataset(this.read(activity, node.path, this.datasetOf(reference)));
  }

  private resolved(
    node: DbtNode,
    activity: ActivityRecord,
    table: SqlTable,
    sourceLine: (line: number) => number,
    views: Map<string, Flow>,
    seen: Set<number>,
  ): SqlTable {
    const line = sourceLine(table.line);
    const found = [...table.name.matchAll(PLACEHOLDER)].map(([, index]) => Number(index));
    for (const index of found) seen.add(index);
    const [index] = found;
    const reference = index === undefined ? undefined : this.references[index];
    if (!reference) return { ...table, line };
    const whole = table.name.replace(PLACEHOLDER, '') === '';
    const target = reference.node;
    if (whole && target && (target === node || this.isEphemeral(target))) {
      const name = table.name.toLowerCase();
      if (!views.has(name)) views.set(name, target === node ? NO_FLOW : this.apply(target, activity));
      return { name: table.name, line };
    }
    const dataset = this.datasetOf(reference);
    const at = node.language === 'yaml' ? node.line : reference.line > 0 ? reference.line : line;
    return whole
      ? { ...dataset, line: at }
      : { ...table, ...dataset, name: table.name.replace(PLACEHOLDER, dataset.name), line: at };
  }

  /** What keeps a model's SQL from being known in full. */
  private report(node: DbtNode, rendered: Rendered, text: string): void {
    const { recorder } = this.context;
    const say = (line: number, reason: string): void =>
      recorder.unresolved(this.place(node.path, Math.max(1, line)), reason);
    if (rendered.error !== undefined)
      recorder.failures.set(node.path, `the template does not parse: ${rendered.error}`);
    for (const { name, line } of rendered.missing) say(line, `ref('${name}') names no model of the project`);
    const inFrom = new Set([...text.matchAll(FROM_UNKNOWN)].map(([, index]) => Number(index)));
    const isQuery = /\bselect\b/i.test(text);
    for (const [index, { name, line }] of rendered.unknown.entries())
      if (inFrom.has(index) || !isQuery || /relations_by/.test(name))
        say(line, `the macro ${name} is not in the repository`);
  }

  // Exposures and catalogues

  private linkExposure(exposure: DbtExposure): void {
    const { recorder, activities } = this.context;
    const { name, path, line } = exposure;
    const activity = activities.declare({
      key: `${path}|exposure|${name}`,
      name: `${this.project.name}.${name}`,
      path,
      language: 'yaml',
      kind: 'job',
    });
    let features = NO_FLOW;
    for (const { call, line: at } of exposure.dependsOn) {
      const rendering = new Rendering(this.project, undefined, this.contextOf(undefined));
      const text = rendering.setting(`{{ ${call} }}`) ?? '';
      const index = Number(/drel_(\d+)_/.exec(text)?.[1] ?? -1);
      const reference = this.references[index];
      if (!reference) continue;
      const dataset = this.read(activity, path, { ...this.datasetOf(reference), line: at });
      features = joinFlows(features, flowOfDataset(dataset));
    }
    if (exposure.type !== 'ml') return;
    const record = {
      key: activity.key,
      names: new Map([[name, 2]]),
      framework: 'dbt-exposure',
      place: this.place(path, line),
      confidence: 'inferred' as const,
    };
    recorder.model(record, { activity, features, labels: NO_FLOW });
  }

  /** Python models ask for relations by name. */
  private fillCatalogue(): void {
    const { catalogue } = this.context.recorder;
    for (const node of this.byName.values()) {
      const { name, namespace } = this.datasetOf({ node, line: 0 });
      catalogue.set('dbt-ref', node.name, {
        location: name,
        kind: 'table',
        ...(namespace === undefined ? {} : { namespace }),
      });
    }
    for (const source of this.project.sources) {
      const { name, namespace } = this.datasetOf({ source, line: 0 });
      catalogue.set('dbt-source', `${source.source}.${source.name}`, {
        location: name,
        ...(namespace === undefined ? {} : { namespace, kind: 'table' }),
      });
    }
  }
}
