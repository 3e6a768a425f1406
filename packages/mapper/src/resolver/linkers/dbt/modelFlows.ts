import type { SqlScript, SqlTable } from '../../../facts/sqlScript.js';
import { type Flow, flowOfDataset, NO_FLOW, withRows } from '../../../values/flow.js';
import type { ActivityRecord } from '../../../values/records.js';
import { applySql } from '../../applySql.js';
import type { AccessWriter } from './accessWriter.js';
import type { DbtNode } from './dbtProject.js';
import { unmark } from './jinja/rewriteTags.js';
import type { ProjectRelations, Reference } from './projectRelations.js';
import type { Rendered } from './rendering.js';
import { dialectOf, namespaceOf } from './warehouse.js';

const PLACEHOLDER = /drel_(\d+)_/gi;
const FROM_UNKNOWN = /\b(?:from|join)\s*\(?\s*unknown_macro_(\d+)_/gi;

/** One model under application, for one activity. */
interface Application {
  node: DbtNode;
  activity: ActivityRecord;
  /** The line of the template behind a line of the rendered text. */
  sourceLine(line: number): number;
  views: Map<string, Flow>;
  /** References that the SQL shows. */
  seen: Set<number>;
}

/** Says what each model selects, and records what it reads on the way. */
export class ModelFlows {
  private readonly applying = new Set<DbtNode>();
  readonly applied = new Set<DbtNode>();

  constructor(
    private readonly relations: ProjectRelations,
    private readonly accesses: AccessWriter,
  ) {}

  /** What a model selects; its reads are recorded for the activity, which is another's for an ephemeral model. */
  apply(node: DbtNode, activity: ActivityRecord): Flow {
    if (this.applying.has(node)) return NO_FLOW;
    this.applying.add(node);
    this.applied.add(node);
    const rendered = this.relations.render(node);
    const { text, lines } = unmark(rendered.text);
    this.report(node, rendered, text);
    const dialect = dialectOf(this.relations.project);
    const head = dialect === undefined ? '' : `-- dialect: ${dialect}\n`;
    const script = this.accesses.recorder.sql(`${head}${text}`);
    const offset = head === '' ? 1 : 2;
    const sourceLine = (line: number): number =>
      node.language === 'yaml' ? node.line : (lines[line - offset] ?? 1);
    const application = {
      node,
      activity,
      sourceLine,
      views: new Map<string, Flow>(),
      seen: new Set<number>(),
    };
    const flow = script ? this.applyScript(application, script) : NO_FLOW;
    this.applying.delete(node);
    return flow;
  }

  private applyScript(application: Application, script: SqlScript): Flow {
    const { node, activity, sourceLine, views } = application;
    const { recorder } = this.accesses;
    const table = (each: SqlTable): SqlTable => this.resolved(application, each);
    const statements = script.statements.map((statement) => ({
      ...statement,
      reads: statement.reads.map(table),
      writes: [],
      temporary: statement.writes.map((each) => each.name),
    }));
    const flow = applySql(
      recorder,
      { ...script, statements },
      {
        activity,
        space: { namespace: namespaceOf(this.relations.project), prefix: '' },
        place: (line, endLine) => this.accesses.place(node.path, Math.max(1, line), Math.max(1, endLine)),
        confidence: 'exact',
        views,
      },
    );
    const [problem] = script.problems;
    if (problem) recorder.failures.set(node.path, `line ${sourceLine(problem.line)}: ${problem.reason}`);
    return this.withUnseen(application, flow);
  }

  /** References that the SQL does not show: a query of a macro, a comment that states a dependency. */
  private withUnseen(application: Application, flow: Flow): Flow {
    const { relations } = this;
    const { node, seen } = application;
    let result = flow;
    const covered = new Set([...seen].map((index) => relations.identity(index)));
    for (const index of relations.referencesOf(node)) {
      const reference = relations.referenceAt(index);
      const inlined = reference?.node !== undefined && relations.isEphemeral(reference.node);
      const known = inlined ? covered.has(relations.identity(index)) : seen.has(index);
      if (!reference || known || reference.node === node) continue;
      covered.add(relations.identity(index));
      result = withRows(result, this.referenced(application, reference));
    }
    for (const key of relations.manifest.get(`model|${node.name}`)?.dependsOn ?? []) {
      const reference = this.referenceOf(key);
      const index = reference && relations.reference(reference);
      if (index === undefined || covered.has(relations.identity(index)) || reference?.node === node) continue;
      result = withRows(result, this.referenced(application, { ...reference, line: node.line }));
    }
    return result;
  }

  /** What a manifest calls `model|name` or `source|group|name`. */
  private referenceOf(key: string): Reference | undefined {
    const [kind, first = '', second = ''] = key.split('|');
    if (kind === 'source') return { source: this.relations.findSource(first, second), line: 0 };
    const node = this.relations.find(first);
    return node && { node, line: 0 };
  }

  private referenced({ node, activity }: Application, reference: Reference): Flow {
    if (reference.node && this.relations.isEphemeral(reference.node))
      return this.apply(reference.node, activity);
    return flowOfDataset(this.accesses.read(activity, node.path, this.relations.datasetOf(reference)));
  }

  /** A table of the rendered SQL as the dataset that it is; ephemeral models and the model itself are views. */
  private resolved({ node, activity, sourceLine, views, seen }: Application, table: SqlTable): SqlTable {
    const line = sourceLine(table.line);
    const found = [...table.name.matchAll(PLACEHOLDER)].map(([, index]) => Number(index));
    for (const index of found) seen.add(index);
    const [index] = found;
    const reference = index === undefined ? undefined : this.relations.referenceAt(index);
    if (!reference) return { ...table, line };
    const whole = table.name.replace(PLACEHOLDER, '') === '';
    const target = reference.node;
    if (whole && target && (target === node || this.relations.isEphemeral(target))) {
      const name = table.name.toLowerCase();
      if (!views.has(name)) views.set(name, target === node ? NO_FLOW : this.apply(target, activity));
      return { name: table.name, line };
    }
    const dataset = this.relations.datasetOf(reference);
    const at = node.language === 'yaml' ? node.line : reference.line > 0 ? reference.line : line;
    return whole
      ? { ...dataset, line: at }
      : { ...table, ...dataset, name: table.name.replace(PLACEHOLDER, dataset.name), line: at };
  }

  /** What keeps a model's SQL from being known in full. */
  private report(node: DbtNode, rendered: Rendered, text: string): void {
    const { recorder } = this.accesses;
    const say = (line: number, reason: string): void =>
      recorder.unresolved(this.accesses.place(node.path, Math.max(1, line)), reason);
    if (rendered.error !== undefined)
      recorder.failures.set(node.path, `the template does not parse: ${rendered.error}`);
    for (const { name, line } of rendered.missing) say(line, `ref('${name}') names no model of the project`);
    const inFrom = new Set([...text.matchAll(FROM_UNKNOWN)].map(([, index]) => Number(index)));
    const isQuery = /\bselect\b/i.test(text);
    for (const [index, { name, line }] of rendered.unknown.entries())
      if (inFrom.has(index) || !isQuery || /relations_by/.test(name))
        say(line, `the macro ${name} is not in the repository`);
  }
}
