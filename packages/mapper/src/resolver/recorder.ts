import type { MapConfidence } from '@driftline/contracts';
import type { Facts } from '../facts/facts.js';
import type { SqlScript } from '../facts/sqlScript.js';
import { type Flow, isEmptyFlow, joinFlows, NO_FLOW, splitOrigin, valueOrigins } from '../values/flow.js';
import type {
  AccessRecord,
  ActivityRecord,
  GraphRecord,
  ModelRecord,
  Place,
  RunRecord,
  StartRecord,
  TrainingRecord,
  UnresolvedRecord,
} from '../values/records.js';
import { surer } from '../values/text.js';
import { Catalogue } from './catalogue.js';
import { DatasetTable } from './datasetTable.js';
import type { EmbeddedReader } from './embeddedReader.js';
import type { RepositoryPaths } from './repositoryPaths.js';
import { RepositorySettings } from './repositorySettings.js';
import { Sessions } from './sessions.js';

/** Everything that interpretation finds, each access once. */
export class Recorder {
  readonly datasets = new DatasetTable();
  readonly accesses = new Map<string, AccessRecord>();
  readonly models = new Map<string, ModelRecord>();
  readonly unresolvedAccesses = new Map<string, UnresolvedRecord>();
  readonly graphs = new Map<string, GraphRecord>();
  readonly runs = new Map<string, RunRecord>();
  readonly starts = new Map<string, StartRecord>();
  readonly catalogue = new Catalogue();
  readonly settings = new RepositorySettings();
  readonly sessions = new Sessions();
  /** Models by the dataset that they were saved into. */
  readonly saved = new Map<number, Set<ModelRecord>>();
  /** Predictions with something that was loaded. */
  readonly served: { flow: Flow; activity: ActivityRecord; place: Place }[] = [];
  private readonly texts = new Map<string, Facts>();
  readonly failures = new Map<string, string>();

  constructor(
    readonly paths: RepositoryPaths,
    private readonly reader: EmbeddedReader,
    /** Dialect of tables whose server and dialect nothing names. */
    readonly dialect?: string,
  ) {}

  /** Facts of a text that code holds. */
  embeddedFacts(analyzer: string, text: string): Facts | undefined {
    const key = `${analyzer}|${text}`;
    const facts = this.texts.get(key) ?? this.reader.read(analyzer, text);
    this.texts.set(key, facts);
    return facts;
  }

  /** Facts of every text that code was found to hold. */
  embedded(): Iterable<Facts> {
    return this.texts.values();
  }

  sql(text: string): SqlScript | undefined {
    return this.embeddedFacts('sql', text)?.sql;
  }

  /** The activity graph of that name which the file declares. */
  graph(name: string, kind: string, path: string): GraphRecord {
    const key = `${path}|${name}`;
    const graph = this.graphs.get(key) ?? { name, kind, path, activities: new Set<ActivityRecord>() };
    this.graphs.set(key, graph);
    return graph;
  }

  run(record: RunRecord): void {
    this.runs.set(`${record.from.key}|${record.to.key}`, record);
  }

  /** Remembers that code starts a script: it is then interpreted with these words. */
  start(record: StartRecord): void {
    const { from, place, script, words, environment } = record;
    const key = JSON.stringify([from.key, place.path, place.at[2], script, words, [...environment]]);
    this.starts.set(key, record);
  }

  access(
    relation: 'reads' | 'writes',
    activity: ActivityRecord,
    dataset: number,
    place: Place,
    details: { confidence: MapConfidence; analyzer: string; flow?: Flow; partial?: boolean },
  ): void {
    const key = `${relation}|${activity.key}|${dataset}|${place.path}|${place.at[0]}|${place.at[2]}`;
    const known = this.accesses.get(key);
    const flow = details.flow ?? NO_FLOW;
    this.noteColumns(flow);
    if (relation === 'writes') this.datasets.addColumns(dataset, flow.columns.keys());
    if (known) {
      known.flow = joinFlows(known.flow, flow);
      known.confidence = surer(known.confidence, details.confidence);
      if (!details.partial) delete known.partial;
    } else {
      const { confidence, analyzer } = details;
      const record: AccessRecord = { relation, activity, dataset, place, confidence, analyzer, flow };
      this.accesses.set(key, details.partial ? { ...record, partial: true } : record);
    }
  }

  /** Columns that reach a write or a model are columns that the code names. */
  noteColumns(flow: Flow): void {
    if (isEmptyFlow(flow)) return;
    for (const origin of valueOrigins(flow)) {
      const { dataset, column } = splitOrigin(origin);
      if (column !== '*' && column !== '') this.datasets.addColumns(dataset, [column]);
    }
  }

  /** One training call is one model, however many activities come to it; each way of running a script trains its own. */
  model(record: Omit<ModelRecord, 'trainings' | 'servedBy'>, training: TrainingRecord): ModelRecord {
    const model = this.models.get(record.key) ?? { ...record, trainings: [], servedBy: [] };
    this.models.set(record.key, model);
    this.noteColumns(training.features);
    const known = model.trainings.find((each) => each.activity.key === training.activity.key);
    if (known) {
      known.features = joinFlows(known.features, training.features);
      known.labels = joinFlows(known.labels, training.labels);
    } else model.trainings.push(training);
    return model;
  }

  save(dataset: number, models: Iterable<ModelRecord>): void {
    this.saved.set(dataset, new Set([...(this.saved.get(dataset) ?? []), ...models]));
  }

  /** Lists an access whose data nothing names; `activity` is the key of the one under interpretation. */
  unresolved(place: Place, reason: string, activity = ''): void {
    const key = `${place.path}|${place.at[2]}`;
    const known = this.unresolvedAccesses.get(key);
    if (known) known.activities.add(activity);
    else this.unresolvedAccesses.set(key, { place, reason, activities: new Set([activity]) });
  }

  /** Drops everything that these activities did, by their keys: they are interpreted again in another way. */
  forget(activities: ReadonlySet<string>): void {
    const gone = ({ key }: ActivityRecord): boolean =>
      activities.has(key) || activities.has(key.split('|')[0] ?? '');
    for (const [key, access] of this.accesses) if (gone(access.activity)) this.accesses.delete(key);
    for (const [key, { from }] of this.starts) if (gone(from)) this.starts.delete(key);
    for (const [key, model] of this.models) {
      model.trainings = model.trainings.filter((training) => !gone(training.activity));
      model.servedBy = model.servedBy.filter((server) => !gone(server.activity));
      if (model.trainings.length === 0) this.models.delete(key);
    }
    for (const [key, { activities: owners }] of this.unresolvedAccesses) {
      for (const activity of activities) owners.delete(activity);
      if (owners.size === 0) this.unresolvedAccesses.delete(key);
    }
  }
}
