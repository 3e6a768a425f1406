import { type DatasetKind, datasetOfUri, type MapConfidence } from '@driftline/contracts';
import type { ConfigValue } from '../../../facts/configValue.js';
import { type Flow, flowOfDataset, NO_FLOW } from '../../../values/flow.js';
import type { ActivityRecord, Place } from '../../../values/records.js';
import { applySql } from '../../applySql.js';
import type { LinkContext } from '../linker.js';
import { textAt } from './configValues.js';
import type { DeclaredBlock } from './declaredBlock.js';
import type { DeclaredModule } from './declaredModule.js';

/** Where data is: a path or URI, or a table or topic in a namespace. */
export interface Location {
  name: string;
  namespace?: string;
  kind?: DatasetKind;
}

/** One resource with its values, and what may be said of it. */
export class ResourceContext {
  constructor(
    readonly link: LinkContext,
    readonly module: DeclaredModule,
    readonly block: DeclaredBlock,
    /** Distinguishes instances of one block. */
    private readonly instance: string,
    readonly values: ConfigValue,
  ) {}

  get type(): string {
    return this.block.labels[0] ?? '';
  }

  text(...keys: readonly string[]): string | undefined {
    return textAt(this.values, ...keys);
  }

  private get activity(): ActivityRecord {
    const { path, labels, bicep } = this.block;
    const name = `${labels.join('.')}${this.instance}`;
    const key = `${path}|${this.module.name}|${name}`;
    return this.link.activities.declare({
      key,
      name,
      path,
      language: bicep ? 'bicep' : 'terraform',
      kind: 'job',
    });
  }

  private place(attribute: string): Place {
    const line = this.block.lines[attribute] ?? this.block.line;
    return { path: this.block.path, at: [line, line, -line, -line] };
  }

  private intern({ name, namespace, kind }: Location): number {
    const { datasets, paths } = this.link.recorder;
    if (namespace !== undefined) return datasets.intern(namespace, name, kind ?? 'table');
    const identity = datasetOfUri(name);
    const local =
      identity.namespace === 'file' ? paths.locate(identity.name, this.block.path) : identity.name;
    return datasets.intern(identity.namespace, local, kind);
  }

  private access(relation: 'reads' | 'writes', location: Location, attribute: string, flow: Flow): number {
    const dataset = this.intern(location);
    const confidence: MapConfidence = /\{[^{}]*\}/.test(location.name) ? 'possible' : 'exact';
    const details = { confidence, analyzer: this.activity.language, flow };
    this.link.recorder.access(relation, this.activity, dataset, this.place(attribute), details);
    return dataset;
  }

  /** Data that goes from one place to another without code: transfers, deliveries, copies. */
  moves(from: Location, to: Location, attribute: string): void {
    const source = this.access('reads', from, attribute, NO_FLOW);
    this.access('writes', to, attribute, flowOfDataset(source));
  }

  /** A query that the resource holds; its answer fills `target`, if there is one. */
  query(
    sql: string,
    space: { namespace: string; prefix: string },
    attribute: string,
    target?: Location,
  ): void {
    const { recorder } = this.link;
    const script = recorder.sql(sql);
    if (!script) return;
    const [problem] = script.problems;
    if (problem) recorder.unresolved(this.place(attribute), `the query does not parse: ${problem.reason}`);
    const flow = applySql(recorder, script, {
      activity: this.activity,
      space,
      place: () => this.place(attribute),
      confidence: 'exact',
    });
    if (target) this.access('writes', target, attribute, flow);
  }

  /** A statement of another language that names its tables itself. */
  statement(
    analyzer: string,
    text: string,
    space: { namespace: string; prefix: string },
    attribute: string,
  ): void {
    const { recorder } = this.link;
    const script = recorder.embeddedFacts(analyzer, text)?.sql;
    if (script)
      applySql(recorder, script, {
        activity: this.activity,
        space,
        place: () => this.place(attribute),
        confidence: 'exact',
      });
  }

  /** A variable that the resource sets for the code that it runs, when its value is known. */
  setVariable(name: string, value: string): void {
    if (!/\{[^{}]*\}/.test(value)) this.link.recorder.settings.set(name, value, this.block.path);
  }

  unresolved(reason: string, attribute: string): void {
    this.link.recorder.unresolved(this.place(attribute), reason);
  }

  /** Starts a script of the repository, which the resource names by path, by URI or by its file name. */
  start(
    script: string,
    words: readonly string[],
    environment: ReadonlyMap<string, string>,
    attribute: string,
  ): void {
    const located = this.locate(script);
    if (located === undefined) return;
    const place = this.place(attribute);
    this.link.recorder.start({ from: this.activity, place, script: located, words, environment });
  }

  private locate(script: string): string | undefined {
    const plain = script.replace(/^[a-z0-9+]+:\/\/[^/]*\//i, '').replace(/^\/+/, '');
    const { facts } = this.link;
    const { folder } = this.module;
    const beside = normalised(`${folder}/${plain}`);
    const direct = [normalised(script), beside, plain].find((path) => facts.has(path));
    if (direct !== undefined) return direct;
    for (let rest = plain; rest !== ''; rest = rest.includes('/') ? rest.slice(rest.indexOf('/') + 1) : '') {
      const alike = [...facts.keys()].filter((path) => path === rest || path.endsWith(`/${rest}`));
      if (alike.length === 1) return alike[0];
      if (alike.length > 1) return undefined;
    }
    return undefined;
  }
}

function normalised(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
