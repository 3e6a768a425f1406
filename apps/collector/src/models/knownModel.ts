import type { Column, PredictionRecord } from '@driftline/contracts';
import type { RegisteredModel } from '../ports/modelRegistryPort.js';

const TYPE_BITS = { number: 1, string: 2, boolean: 4 } as const;
const TYPES = ['number', 'string', 'boolean'] as const;

export interface ModelCaps {
  maxFeaturesPerModel: number;
  maxFeatureColumnsPerModel: number;
  maxVersionsPerModel: number;
}

/** Columns and versions that one batch adds to a model. */
export interface ModelAddition {
  columns: readonly Column[];
  versions: readonly string[];
}

/** Which of a model's limits a prediction would break. */
export type Excess = { over: 'features' | 'columns'; name: string } | { over: 'versions' };

/** What this process knows of one model: its versions, and each feature with the types it has had. */
export class KnownModel {
  readonly id: string;
  private readonly features: Map<string, number>;
  private columns: number;
  private readonly versions: Set<string>;
  private readonly newFeatures = new Map<string, number>();
  private readonly newVersions = new Set<string>();

  constructor(model: RegisteredModel) {
    this.id = model.id;
    this.versions = new Set(model.versions);
    this.features = new Map(model.columns.map((column) => [column.name, bitsOf(column)]));
    this.columns = model.columns.reduce((columns, { types }) => columns + types.length, 0);
  }

  /**
   * Takes a prediction's version and features into what is known, or says which limit forbids it (and then takes
   * nothing of it). Called for every row: what is known already costs one look-up a feature.
   */
  admit(record: PredictionRecord, caps: ModelCaps): Excess | undefined {
    if (this.knows(record)) return undefined;
    const excess = this.excess(record, caps);
    if (excess === undefined) this.learn(record);
    return excess;
  }

  /** What was learnt since the last call, to be told to the registry; undefined when nothing was. */
  takeAddition(): ModelAddition | undefined {
    if (this.newFeatures.size === 0 && this.newVersions.size === 0) return undefined;
    const columns = [...this.newFeatures].map(([name, seenAt]) => ({
      name,
      types: TYPES.filter((type) => (this.features.get(name) ?? 0) & TYPE_BITS[type]),
      firstSeenAt: new Date(seenAt).toISOString(),
    }));
    const versions = [...this.newVersions];
    this.newFeatures.clear();
    this.newVersions.clear();
    return { columns, versions };
  }

  private knows({ features, modelVersion }: PredictionRecord): boolean {
    for (const name in features) {
      const known = this.features.get(name);
      const bit = typeBit(features[name]);
      if (known === undefined || (known & bit) !== bit) return false;
    }
    return this.versions.has(modelVersion);
  }

  private excess({ features, modelVersion }: PredictionRecord, caps: ModelCaps): Excess | undefined {
    if (!this.versions.has(modelVersion) && this.versions.size >= caps.maxVersionsPerModel) {
      return { over: 'versions' };
    }
    let room = caps.maxFeaturesPerModel - this.features.size;
    let columns = caps.maxFeatureColumnsPerModel - this.columns;
    for (const name in features) {
      const known = this.features.get(name);
      if (known === undefined && --room < 0) return { over: 'features', name };
      const bit = typeBit(features[name]);
      if (((known ?? 0) & bit) !== bit && --columns < 0) return { over: 'columns', name };
    }
    return undefined;
  }

  private learn({ features, modelVersion, timestamp }: PredictionRecord): void {
    for (const name in features) {
      const known = this.features.get(name);
      const bit = typeBit(features[name]);
      if (known !== undefined && (known & bit) === bit) continue;
      this.features.set(name, (known ?? 0) | bit);
      if (bit !== 0) this.columns++;
      this.newFeatures.set(name, Math.min(this.newFeatures.get(name) ?? timestamp, timestamp));
    }
    if (this.versions.has(modelVersion)) return;
    this.versions.add(modelVersion);
    this.newVersions.add(modelVersion);
  }
}

function bitsOf(column: Column): number {
  return column.types.reduce((bits, type) => bits | TYPE_BITS[type], 0);
}

/** No bit for null: it has no type. */
function typeBit(value: unknown): number {
  if (typeof value === 'number') return TYPE_BITS.number;
  if (typeof value === 'string') return TYPE_BITS.string;
  return typeof value === 'boolean' ? TYPE_BITS.boolean : 0;
}
