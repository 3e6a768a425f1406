import type { ConfigValue } from '../../../../facts/configValue.js';
import { type Flow, flowOfDataset, joinFlows, NO_FLOW } from '../../../../values/flow.js';
import type { ActivityRecord, Place } from '../../../../values/records.js';
import type { LinkContext } from '../../linker.js';
import { type ExpressionScope, evaluateValue } from '../expressions/evaluateExpression.js';
import { type Known, spelled } from '../expressions/known.js';
import { type JsonObject, objectAt, partOf, textAt } from '../json.js';
import type { PipelineRun } from '../pipelineRun.js';
import { datasetOfPlace } from '../stores/datasetOfPlace.js';
import { type FactoryPlace, isOpen } from '../stores/place.js';
import { placesOfDataset, type ResolvedDataset } from '../stores/placesOfDataset.js';

/** One activity of a pipeline, in one of the ways in which the pipeline is run. */
export class ActivityContext {
  constructor(
    readonly link: LinkContext,
    readonly run: PipelineRun,
    readonly scope: ExpressionScope,
    /** The activity with its lines, as the reader of the file left it. */
    private readonly read: JsonObject,
    readonly record: ActivityRecord,
  ) {}

  get activity(): JsonObject {
    return objectAt(this.read, 'activity');
  }

  get typeProperties(): JsonObject {
    return objectAt(this.activity, 'typeProperties');
  }

  get path(): string {
    return this.run.pipeline.path;
  }

  /** Where a member of the activity stands, or the activity itself. */
  place(member = ''): Place {
    const line = partOf(this.read, 'places', member) ?? partOf(this.read, 'line');
    const at = typeof line === 'number' ? line : 1;
    return { path: this.path, at: [at, at, -at, -at] };
  }

  evaluate(value: ConfigValue | undefined): readonly Known[] {
    return evaluateValue(value, this.scope);
  }

  /** Every text that a member of the type's properties may be. */
  texts(...keys: readonly (string | number)[]): { text: string; known: Known }[] {
    const value = partOf(this.typeProperties, ...keys);
    if (value === undefined || value === null) return [];
    return this.evaluate(value).map((known) => ({ text: spelled(known.value), known }));
  }

  unresolved(member: string, reason: string): void {
    this.link.recorder.unresolved(this.place(member), reason, this.record.key);
  }

  dataset(reference: JsonObject, settings: JsonObject = {}): ResolvedDataset {
    const given = this.run.evaluateAll(objectAt(reference, 'parameters'), this.scope);
    return placesOfDataset(this.run.factory, reference, this.scope, this.path, given, settings);
  }

  /** Records that the places are read; what is not known of them is listed. */
  readPlaces(places: readonly FactoryPlace[], member: string): Flow {
    return this.known(places, member)
      .map((place) => {
        const dataset = datasetOfPlace(this.link.recorder, place, this.path);
        const { confidence } = place;
        this.link.recorder.access('reads', this.record, dataset, this.place(member), {
          confidence,
          analyzer: 'json',
        });
        return flowOfDataset(dataset);
      })
      .reduce(joinFlows, NO_FLOW);
  }

  writePlaces(places: readonly FactoryPlace[], member: string, flow: Flow): void {
    for (const place of this.known(places, member)) {
      const dataset = datasetOfPlace(this.link.recorder, place, this.path);
      const { confidence } = place;
      this.link.recorder.access('writes', this.record, dataset, this.place(member), {
        confidence,
        analyzer: 'json',
        flow,
      });
    }
  }

  private known(places: readonly FactoryPlace[], member: string): FactoryPlace[] {
    const usable = places.filter(({ open }) => !open);
    if (usable.length < places.length || places.length === 0) {
      const why = places.find(({ open }) => open)?.why;
      this.unresolved(member, why ?? 'the dataset names no data that is understood');
    }
    return usable;
  }

  /** Starts a script or notebook of the repository. */
  start(
    script: string,
    words: readonly string[],
    environment: ReadonlyMap<string, string>,
    member: string,
  ): void {
    const place = this.place(member);
    this.link.recorder.start({ from: this.record, place, script, words, environment });
  }

  /** Parameters as texts; a value that is not known is left to the script's own default. */
  parametersOf(parameters: JsonObject): Map<string, string> {
    const texts = new Map<string, string>();
    for (const [name, given] of Object.entries(parameters)) {
      const value =
        partOf(given, 'value') !== undefined && textAt(given, 'type') !== 'Expression'
          ? partOf(given, 'value')
          : given;
      const [first] = this.evaluate(value);
      const text = first ? spelled(first.value) : '';
      if (first && text !== '' && !isOpen(text)) texts.set(name, text);
    }
    return texts;
  }
}
