import type { ActivityRecord } from '../../../values/records.js';
import type { LinkContext, Linker } from '../linker.js';
import { ActivityContext } from './activities/activityContext.js';
import { activityHandler } from './activities/activityHandlers.js';
import { nameLakehouses } from './fabric/nameLakehouses.js';
import { Factory, type Resource } from './factory.js';
import { type JsonObject, listAt, objectAt, partOf, textAt } from './json.js';
import { calledPipeline, type PipelineRun, pipelineRuns } from './pipelineRun.js';

const FABRIC = /\.DataPipeline\//;

/** Which product a pipeline belongs to: a workspace of Synapse also holds notebooks and scripts. */
function kindOf(pipeline: Resource, factory: Factory): string {
  if (FABRIC.test(pipeline.path)) return 'fabric-pipeline';
  const root = pipeline.path.split('/').slice(0, -2).join('/');
  const beside = ['synapse-notebook', 'synapse-script', 'synapse-spark-job'].flatMap((type) =>
    factory.all(type),
  );
  return beside.some(({ path }) => path.startsWith(root)) ? 'synapse-pipeline' : 'adf-pipeline';
}

function recordOf(context: LinkContext, pipeline: Resource, activity: JsonObject): ActivityRecord {
  const name = `${pipeline.name}.${textAt(activity, 'name') ?? 'activity'}`;
  const key = `${pipeline.path}|${name}`;
  return context.activities.declare({
    key,
    name,
    path: pipeline.path,
    language: 'json',
    kind: 'pipeline-activity',
  });
}

/** The activity that runs a pipeline is followed by the first activities of that pipeline. */
function followRun(context: LinkContext, factory: Factory, from: ActivityContext): void {
  const called = calledPipeline(factory, from.activity);
  if (called === undefined) {
    if (/^(Execute|Invoke)Pipeline$/.test(textAt(from.activity, 'type') ?? ''))
      from.unresolved('', 'the pipeline that is run is not in the repository');
    return;
  }
  const pipeline = factory.find('adf-pipeline', called, from.path);
  if (!pipeline) {
    from.unresolved('', `pipeline ${called} is not in the repository`);
    return;
  }
  for (const { activity } of factory.activitiesOf(pipeline)) {
    if (listAt(activity, 'dependsOn').length > 0) continue;
    const to = recordOf(context, pipeline, objectAt({ activity: activity ?? null }, 'activity'));
    context.recorder.run({
      from: from.record,
      to,
      place: from.place(),
      confidence: 'exact',
      analyzer: 'json',
    });
  }
}

function applyRun(context: LinkContext, factory: Factory, run: PipelineRun): void {
  const { pipeline } = run;
  const graph = context.recorder.graph(pipeline.name, kindOf(pipeline, factory), pipeline.path);
  for (const read of run.activities) {
    const activity = objectAt(read, 'activity');
    if (textAt(activity, 'state') === 'Inactive') continue;
    const record = recordOf(context, pipeline, activity);
    graph.activities.add(record);
    for (const scope of run.scopesOf(listAt(read, 'loops'))) {
      const inner = new ActivityContext(context, run, scope, read, record);
      activityHandler(String(partOf(activity, 'type') ?? ''))(inner);
    }
    followRun(context, factory, new ActivityContext(context, run, run, read, record));
  }
}

/** Azure Data Factory, Synapse and Fabric: pipelines with their datasets, linked services, data flows and triggers. */
export const dataFactoryLinker: Linker = {
  name: 'datafactory',
  prepare: (context) => {
    const factory = new Factory(context);
    for (const run of pipelineRuns(factory)) applyRun(context, factory, run);
  },
  finish: (context) => nameLakehouses(context, new Factory(context)),
};
