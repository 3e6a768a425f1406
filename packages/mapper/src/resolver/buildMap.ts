import type {
  DependencyMap,
  EdgeRelation,
  Evidence,
  MapActivity,
  MapConfidence,
  MapDataset,
  MapEdge,
  MapGraph,
  MapModel,
} from '@driftline/contracts';
import type { PipelineStep } from '../facts/pipeline.js';
import { allOrigins, type Flow, splitOrigin } from '../values/flow.js';
import type { ActivityRecord, ModelRecord, Place } from '../values/records.js';
import { surer, weaker } from '../values/text.js';
import { modelDependencies } from './modelDependencies.js';
import type { Resolution } from './resolveRepository.js';
import { stageActivity } from './stageActivity.js';
import { Tracer, type TraceStep } from './trace.js';

/** Shows the source text of a place. */
export type Quote = (place: Place) => string;

type MapBody = Pick<
  DependencyMap,
  'datasets' | 'activities' | 'models' | 'edges' | 'dependencies' | 'graphs' | 'failures' | 'unresolved'
>;

interface DraftEdge {
  relation: EdgeRelation;
  from: string;
  to: string;
  places: Place[];
  confidence: MapConfidence;
  analyzer: string;
  /** Of a write: ids of the datasets whose data are written. */
  carries: Set<string>;
}

const MAXIMUM_EVIDENCE = 20;

/** Gives ids to what was found, in order of first use, and lays it out as the map's JSON. */
class MapBuilder {
  private readonly activityIds = new Map<string, string>();
  private readonly activities: MapActivity[] = [];
  private readonly datasetIds = new Map<number, string>();
  private readonly datasets: MapDataset[] = [];
  private readonly models: MapModel[] = [];
  private readonly modelIds = new Map<ModelRecord, string>();
  private readonly edges = new Map<string, DraftEdge>();
  private readonly tracer: Tracer;

  constructor(
    private readonly resolution: Resolution,
    private readonly quote: Quote,
  ) {
    this.tracer = new Tracer(resolution.recorder);
  }

  build(): MapBody {
    this.addAccesses();
    const graphs = this.addGraphs();
    for (const model of this.resolution.recorder.models.values()) this.addModel(model);
    const dependencies = this.addDependencies();
    const edges = [...this.edges.values()].map((edge) => this.finishEdge(edge));
    const { failures, unresolved } = this.problems();
    return {
      datasets: this.datasets,
      activities: this.activities,
      models: this.models,
      edges,
      dependencies,
      graphs,
      failures,
      unresolved,
    };
  }

  private activity(record: ActivityRecord): string {
    const known = this.activityIds.get(record.key);
    if (known) return known;
    const id = `ac${this.activities.length + 1}`;
    const { name, path, language, kind } = record;
    this.activityIds.set(record.key, id);
    this.activities.push({ id, name, path, language, kind });
    return id;
  }

  private dataset(index: number): string {
    const { datasets } = this.resolution.recorder;
    const resolved = datasets.resolve(index);
    const known = this.datasetIds.get(resolved);
    const record = datasets.records[resolved];
    if (known || !record) return known ?? '';
    const id = `ds${this.datasets.length + 1}`;
    const { namespace, name, kind, aliases, columns } = record;
    this.datasetIds.set(resolved, id);
    this.datasets.push({
      id,
      namespace,
      name,
      kind,
      aliases: [...aliases].sort(),
      columns: [...columns].sort(),
      external: !this.tracer.isWritten(resolved),
    });
    return id;
  }

  private edge(
    relation: EdgeRelation,
    from: string,
    to: string,
    place: Place,
    confidence: MapConfidence,
    analyzer: string,
  ): void {
    const key = `${relation}|${from}|${to}`;
    const known = this.edges.get(key);
    if (!known) {
      this.edges.set(key, { relation, from, to, places: [place], confidence, analyzer, carries: new Set() });
      return;
    }
    known.confidence = surer(known.confidence, confidence);
    const seen = known.places.some((each) => each.path === place.path && each.at[0] === place.at[0]);
    if (!seen && known.places.length < MAXIMUM_EVIDENCE) known.places.push(place);
  }

  private addAccesses(): void {
    for (const {
      relation,
      activity,
      dataset,
      place,
      confidence,
      analyzer,
      flow,
    } of this.resolution.recorder.accesses.values()) {
      const [data, code] = [this.dataset(dataset), this.activity(activity)];
      if (relation === 'reads') this.edge('reads', data, code, place, confidence, analyzer);
      else {
        this.edge('writes', code, data, place, confidence, analyzer);
        for (const id of this.carried(flow)) this.edges.get(`writes|${code}|${data}`)?.carries.add(id);
      }
    }
  }

  /** Datasets whose data a flow holds. */
  private carried(flow: Flow): Set<string> {
    return new Set([...allOrigins(flow)].map((origin) => this.dataset(splitOrigin(origin).dataset)));
  }

  private addGraphs(): MapGraph[] {
    const graphs: MapGraph[] = [];
    for (const [path, { pipelines }] of this.resolution.facts) {
      for (const pipeline of pipelines ?? []) {
        const activities = pipeline.steps.flatMap((step) => this.addStep(path, pipeline.name, step));
        if (activities.length === 0) continue;
        const { name, kind } = pipeline;
        graphs.push({ id: `gr${graphs.length + 1}`, name, kind, path, activities: [...new Set(activities)] });
      }
    }
    for (const { name, kind, path, activities } of this.resolution.recorder.graphs.values()) {
      const ids = [...activities].map((activity) => this.activity(activity));
      graphs.push({ id: `gr${graphs.length + 1}`, name, kind, path, activities: ids });
    }
    for (const { from, to, place, confidence, analyzer } of this.resolution.recorder.runs.values())
      this.edge('runs', this.activity(from), this.activity(to), place, confidence, analyzer);
    return graphs;
  }

  /** A step that runs scripts or declares data is an activity beside the scripts that it runs. */
  private addStep(path: string, pipeline: string, step: PipelineStep): string[] {
    const record = stageActivity(path, pipeline, step);
    const runs = this.resolution.runs.filter((run) => run.step === step);
    if (runs.length === 0 && !this.activityIds.has(record.key)) return [];
    const stage = this.activity(record);
    const scripts = runs.flatMap((run) => {
      const script = this.resolution.activityOfRun.get(run);
      return script ? [this.activity(script)] : [];
    });
    const place: Place = { path, at: [step.line, step.endLine, -step.line, -step.line] };
    for (const script of scripts) this.edge('runs', stage, script, place, 'exact', 'yaml');
    return [stage, ...scripts];
  }

  private addModel(model: ModelRecord): void {
    const id = `mo${this.models.length + 1}`;
    const [best] = [...model.names].sort(([, left], [, right]) => right - left);
    const { path, at } = model.place;
    this.modelIds.set(model, id);
    this.models.push({
      id,
      name: best?.[0] ?? model.framework,
      path,
      line: at[0],
      framework: model.framework,
    });
    for (const { activity } of model.trainings) {
      this.edge('trains', this.activity(activity), id, model.place, model.confidence, activity.language);
    }
    // The script that trains a model and scores a hold-out with it evaluates: it serves nobody.
    const trainers = new Set(model.trainings.map(({ activity }) => activity));
    for (const { activity: server, place } of model.servedBy) {
      if (trainers.has(server)) continue;
      this.edge('serves', id, this.activity(server), place, 'exact', server.language);
    }
  }

  private addDependencies(): DependencyMap['dependencies'] {
    return [...this.modelIds].flatMap(([model, id]) =>
      modelDependencies(this.tracer, model).map(
        ({ dataset, step, activity, columns, features, confidence }) => ({
          model: id,
          source: this.dataset(dataset),
          path: this.pathOf(step, activity, id),
          columns,
          ...(features.length > 0 ? { features } : {}),
          confidence,
        }),
      ),
    );
  }

  /** Ids from the source to the model; a flow between modules that shows no read of its own gets one. */
  private pathOf(source: TraceStep, trainer: ActivityRecord, id: string): string[] {
    const path: string[] = [];
    let step = source;
    for (;;) {
      const through = step.next?.through ?? trainer;
      const [data, code] = [this.dataset(step.dataset), this.activity(through)];
      path.push(data, code);
      this.ensureRead(step.dataset, data, code, through);
      if (!step.next) break;
      step = step.next.step;
    }
    return [...path, id];
  }

  private ensureRead(dataset: number, data: string, code: string, activity: ActivityRecord): void {
    if (this.edges.has(`reads|${data}|${code}`)) return;
    const { recorder } = this.resolution;
    const resolved = recorder.datasets.resolve(dataset);
    for (const access of recorder.accesses.values()) {
      const same = access.relation === 'reads' && recorder.datasets.resolve(access.dataset) === resolved;
      if (same)
        this.edge(
          'reads',
          data,
          code,
          access.place,
          weaker(access.confidence, 'inferred'),
          activity.language,
        );
    }
  }

  private finishEdge({ relation, from, to, places, confidence, analyzer, carries }: DraftEdge): MapEdge {
    return {
      from,
      to,
      relation,
      evidence: places.map((place) => this.evidence(place)),
      confidence,
      analyzer,
      ...(carries.size > 0 ? { carries: [...carries] } : {}),
    };
  }

  private evidence(place: Place): Evidence {
    const [line, endLine] = place.at;
    return { path: place.path, line, endLine, text: this.quote(place) };
  }

  private problems(): Pick<DependencyMap, 'failures' | 'unresolved'> {
    const { recorder, facts } = this.resolution;
    const failures = [...facts].flatMap(([path, { problems }]) =>
      (problems ?? []).map((error) => ({ path, error })),
    );
    for (const [path, error] of recorder.failures) failures.push({ path, error });
    const unresolved = [...recorder.unresolvedAccesses.values()].map(({ place, reason }) => ({
      path: place.path,
      line: place.at[0],
      call: this.quote(place),
      reason,
    }));
    return { failures, unresolved };
  }
}

/** The body of the map: everything but the repository and the statistics. */
export function buildMap(resolution: Resolution, quote: Quote): MapBody {
  return new MapBuilder(resolution, quote).build();
}
