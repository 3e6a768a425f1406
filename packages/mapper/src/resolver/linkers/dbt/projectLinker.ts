import { flowOfDataset, joinFlows, NO_FLOW, originOf } from '../../../values/flow.js';
import type { ActivityRecord } from '../../../values/records.js';
import type { LinkContext } from '../linker.js';
import { AccessWriter } from './accessWriter.js';
import type { DbtExposure, DbtNode } from './dbtProject.js';
import { ModelFlows } from './modelFlows.js';
import type { ProjectRelations } from './projectRelations.js';

/** Links one project: every model becomes an activity that reads what its template refers to and fills its relation. */
export class ProjectLinker {
  private readonly accesses: AccessWriter;
  private readonly flows: ModelFlows;

  constructor(
    private readonly relations: ProjectRelations,
    private readonly context: LinkContext,
  ) {
    this.accesses = new AccessWriter(relations, context.recorder);
    this.flows = new ModelFlows(relations, this.accesses);
  }

  link(): void {
    const { recorder } = this.context;
    const graph = recorder.graph(this.relations.project.name, 'dbt-project', this.relations.project.path);
    for (const [path, error] of this.relations.project.broken)
      recorder.failures.set(path, `a macro does not parse: ${error}`);
    for (const node of this.relations.project.nodes) {
      if (this.relations.configOf(node).enabled === false) continue;
      const activity = this.activityOf(node);
      if (node.kind === 'seed') this.linkSeed(node, activity);
      else if (node.language !== 'python') {
        if (this.relations.isEphemeral(node)) continue;
        this.linkModel(node, activity);
      }
      graph.activities.add(activity);
    }
    this.linkUnused();
    for (const exposure of this.relations.project.exposures) this.linkExposure(exposure);
    this.fillCatalogue();
  }

  /** An ephemeral model that no other model takes in still reads. */
  private linkUnused(): void {
    for (const node of this.relations.project.nodes) {
      const enabled = this.relations.configOf(node).enabled !== false;
      if (
        enabled &&
        node.language === 'sql' &&
        this.relations.isEphemeral(node) &&
        !this.flows.applied.has(node)
      )
        this.flows.apply(node, this.activityOf(node));
    }
  }

  /** Python models write what they return: known once their code is interpreted. */
  finish(): void {
    const { recorder } = this.context;
    for (const node of this.relations.project.nodes) {
      if (node.language !== 'python' || this.relations.configOf(node).enabled === false) continue;
      const activity = this.activityOf(node);
      const read = [...recorder.accesses.values()].filter(
        (each) => each.relation === 'reads' && each.activity.key === activity.key,
      );
      const rest = new Set(read.map(({ dataset }) => originOf(dataset, '*')));
      this.accesses.write(node, activity, { ...NO_FLOW, rest });
    }
  }

  private activityOf(node: DbtNode): ActivityRecord {
    const { name, path, kind, language } = node;
    const own = kind === 'snapshot' || language === 'yaml' ? `${path}|${name}` : path;
    return this.context.activities.declare({
      key: own,
      name: `${this.relations.project.name}.${name}`,
      path,
      language,
      kind: kind === 'analysis' ? 'query' : 'dbt-model',
    });
  }

  private linkSeed(node: DbtNode, activity: ActivityRecord): void {
    const dataset = this.accesses.read(activity, node.path, { name: node.path, line: 1, location: true });
    this.accesses.write(node, activity, flowOfDataset(dataset));
  }

  private linkModel(node: DbtNode, activity: ActivityRecord): void {
    const flow = this.flows.apply(node, activity);
    if (node.kind !== 'analysis') this.accesses.write(node, activity, flow);
  }

  private linkExposure(exposure: DbtExposure): void {
    const { recorder, activities } = this.context;
    const { name, path, line } = exposure;
    const activity = activities.declare({
      key: `${path}|exposure|${name}`,
      name: `${this.relations.project.name}.${name}`,
      path,
      language: 'yaml',
      kind: 'job',
    });
    let features = NO_FLOW;
    for (const { call, line: at } of exposure.dependsOn) {
      const reference = this.relations.referenceIn(call);
      if (!reference) continue;
      const dataset = this.accesses.read(activity, path, {
        ...this.relations.datasetOf(reference),
        line: at,
      });
      features = joinFlows(features, flowOfDataset(dataset));
    }
    if (exposure.type !== 'ml') return;
    const record = {
      key: activity.key,
      names: new Map([[name, 2]]),
      framework: 'dbt-exposure',
      place: this.accesses.place(path, line),
      confidence: 'inferred' as const,
    };
    recorder.model(record, { activity, features, labels: NO_FLOW });
  }

  /** Python models ask for relations by name. */
  private fillCatalogue(): void {
    const { catalogue } = this.context.recorder;
    for (const node of this.relations.nodes()) {
      const { name, namespace } = this.relations.datasetOf({ node, line: 0 });
      catalogue.set('dbt-ref', node.name, {
        location: name,
        kind: 'table',
        ...(namespace === undefined ? {} : { namespace }),
      });
    }
    for (const source of this.relations.project.sources) {
      const { name, namespace } = this.relations.datasetOf({ source, line: 0 });
      catalogue.set('dbt-source', `${source.source}.${source.name}`, {
        location: name,
        ...(namespace === undefined ? {} : { namespace, kind: 'table' }),
      });
    }
  }
}
