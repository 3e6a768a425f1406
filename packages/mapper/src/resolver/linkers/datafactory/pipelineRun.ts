import type { ConfigValue } from '../../../facts/configValue.js';
import { type ExpressionScope, evaluateValue } from './expressions/evaluateExpression.js';
import { atMost, distinct, hole, type Known, known } from './expressions/known.js';
import type { Factory, Resource } from './factory.js';
import { isObject, type JsonObject, listAt, objectAt, partOf, textAt } from './json.js';

/** Values that an activity, a dataset or a linked service is given for its parameters. */
export type Given = ReadonlyMap<string, readonly Known[]>;

/** Values of declared parameters: those given, else their defaults. */
export function parameterValue(
  declared: JsonObject,
  given: Given,
  name: string,
): readonly Known[] | undefined {
  const value = given.get(name);
  if (value) return value;
  const fallback = partOf(declared, name, 'defaultValue');
  if (fallback === undefined || fallback === '') return undefined;
  return [known(fallback, 'inferred')];
}

/** A pipeline with the parameters of one of the ways in which it is run. */
export class PipelineRun implements ExpressionScope {
  private readonly variables = new Map<string, readonly Known[]>();

  constructor(
    readonly factory: Factory,
    readonly pipeline: Resource,
    readonly given: Given,
    /** What the trigger hands over. */
    private readonly trigger: Given = new Map(),
  ) {
    this.setVariables();
  }

  get activities(): JsonObject[] {
    return this.factory.activitiesOf(this.pipeline);
  }

  /** Variables have what they start with and whatever an activity sets them to. */
  private setVariables(): void {
    const declared = objectAt(this.pipeline.properties, 'variables');
    for (const name of Object.keys(declared)) {
      const start = partOf(declared, name, 'defaultValue');
      if (start !== undefined) this.variables.set(name, [known(start)]);
    }
    for (const { activity } of this.activities) {
      const type = textAt(activity, 'type');
      const name = textAt(activity, 'typeProperties', 'variableName');
      if (name === undefined || !/^(Set|Append)Variable$/.test(type ?? '')) continue;
      const values = evaluateValue(partOf(activity, 'typeProperties', 'value'), this);
      this.variables.set(name, distinct([...(this.variables.get(name) ?? []), ...values]));
    }
  }

  lookUp(root: string, name: string): readonly Known[] | undefined {
    if (root === 'variables') return this.variables.get(name);
    if (root === 'pipeline.parameters')
      return parameterValue(objectAt(this.pipeline.properties, 'parameters'), this.given, name);
    if (root === 'pipeline.globalParameters') return this.factory.globalParameter(name);
    if (root === 'pipeline' && name === 'Pipeline') return [known(this.pipeline.name)];
    return root === 'trigger' ? this.trigger.get(name) : undefined;
  }

  /** Values of the parameters that an activity hands to what it runs. */
  evaluateAll(parameters: JsonObject, scope: ExpressionScope = this): Given {
    return new Map(Object.entries(parameters).map(([name, value]) => [name, evaluateValue(value, scope)]));
  }

  /** One scope for each item of the loops around an activity; one with an unknown item when nothing lists them. */
  scopesOf(loops: readonly ConfigValue[]): ExpressionScope[] {
    let scopes: ExpressionScope[] = [this];
    for (const loop of loops) {
      scopes = scopes
        .flatMap((scope) => itemsOf(loop, scope).map((item) => withItem(scope, item)))
        .slice(0, 64);
    }
    return scopes;
  }
}

function itemsOf(loop: ConfigValue, scope: ExpressionScope): Known[] {
  return evaluateValue(loop, scope).flatMap((list): Known[] => {
    if (Array.isArray(list.value))
      return list.value.map((item) => ({ ...list, value: item, confidence: list.confidence }));
    return [hole('item', list.why ?? 'the list of the loop is known only when the pipeline runs')];
  });
}

function withItem(scope: ExpressionScope, item: Known): ExpressionScope {
  return { lookUp: (root, name) => (root === 'item' ? [item] : scope.lookUp(root, name)) };
}

const MAXIMUM_RUNS = 64;

function spelling(given: Given): string {
  return JSON.stringify([...given].map(([name, values]) => [name, values.map(({ value }) => value)]));
}

/** Parameters that triggers start pipelines with. */
function triggered(factory: Factory): { name: string; path: string; given: Given; trigger: Given }[] {
  return factory.all('adf-trigger').flatMap((resource) => {
    const { properties, path } = resource;
    const listed = [...listAt(properties, 'pipelines'), partOf(properties, 'pipeline') ?? null].filter(
      isObject,
    );
    const trigger = handedOver(properties);
    const scope: ExpressionScope = {
      lookUp: (root, name) => (root === 'trigger' ? trigger.get(name) : undefined),
    };
    return listed.flatMap((each) => {
      const name = textAt(each, 'pipelineReference', 'referenceName');
      if (name === undefined) return [];
      const parameters = Object.entries(objectAt(each, 'parameters'));
      const given = new Map(parameters.map(([key, value]) => [key, inferred(evaluateValue(value, scope))]));
      return [{ name, path, given, trigger }];
    });
  });
}

function inferred(values: readonly Known[]): Known[] {
  return values.map((value) => atMost(value, 'inferred'));
}

/** An event trigger knows the folder of the blobs that start it. */
function handedOver(properties: JsonObject): Given {
  const begins = textAt(properties, 'typeProperties', 'blobPathBeginsWith');
  if (begins === undefined) return new Map();
  const [container = '', folder = ''] = begins.replace(/^\//, '').split(/\/blobs\//);
  const path = [container, folder.replace(/\/[^/]*$/, '')].filter(Boolean).join('/');
  const ends = textAt(properties, 'typeProperties', 'blobPathEndsWith') ?? '';
  return new Map([
    ['folderPath', [known(path, 'inferred')]],
    ['fileName', [known(`*${ends}`, 'inferred')]],
  ]);
}

/** Every way in which pipelines are run: by triggers, by other pipelines, and as they stand when nothing runs them. */
export function pipelineRuns(factory: Factory): PipelineRun[] {
  const runs = new Map<string, PipelineRun>();
  const queue: PipelineRun[] = [];
  const start = (name: string, from: string, given: Given, trigger?: Given): void => {
    const pipeline = factory.find('adf-pipeline', name, from);
    const key = pipeline && `${pipeline.path}|${pipeline.name}|${spelling(given)}`;
    if (!pipeline || key === undefined || runs.has(key) || runs.size >= MAXIMUM_RUNS * 8) return;
    const run = new PipelineRun(factory, pipeline, given, trigger);
    runs.set(key, run);
    queue.push(run);
  };
  for (const { name, path, given, trigger } of triggered(factory)) start(name, path, given, trigger);
  const follow = (): void => {
    for (let run = queue.shift(); run; run = queue.shift()) startCalled(run, start);
  };
  follow();
  for (const pipeline of factory.all('adf-pipeline')) {
    const called = [...runs.values()].some((run) => run.pipeline === pipeline);
    if (called || isCalled(factory, pipeline)) continue;
    start(pipeline.name, pipeline.path, new Map());
    follow();
  }
  for (const pipeline of factory.all('adf-pipeline')) {
    if (![...runs.values()].some((run) => run.pipeline === pipeline))
      start(pipeline.name, pipeline.path, new Map());
    follow();
  }
  return [...runs.values()];
}

/** The pipeline that an activity runs, by its name or its id in Fabric. */
export function calledPipeline(factory: Factory, activity: ConfigValue): string | undefined {
  if (!/^(Execute|Invoke)Pipeline$/.test(textAt(activity, 'type') ?? '')) return undefined;
  const named = textAt(activity, 'typeProperties', 'pipeline', 'referenceName');
  const id = textAt(activity, 'typeProperties', 'pipelineId');
  return named ?? (id === undefined ? undefined : factory.items.get(id)?.name);
}

function isCalled(factory: Factory, pipeline: Resource): boolean {
  return factory
    .all('adf-pipeline')
    .some(
      (other) =>
        other !== pipeline &&
        factory
          .activitiesOf(other)
          .some(({ activity }) => calledPipeline(factory, activity ?? null) === pipeline.name),
    );
}

function startCalled(run: PipelineRun, start: (name: string, from: string, given: Given) => void): void {
  for (const { activity, loops } of run.activities) {
    const name = calledPipeline(run.factory, activity ?? null);
    if (name === undefined) continue;
    const parameters = objectAt(activity, 'typeProperties', 'parameters');
    for (const scope of run.scopesOf(Array.isArray(loops) ? loops : [])) {
      const given = run.evaluateAll(parameters, scope);
      start(name, run.pipeline.path, new Map([...given].map(([key, values]) => [key, inferred(values)])));
    }
  }
}
