import type { KqlNode } from './kqlNode.js';
import type { KqlPlace } from './kqlPlace.js';
import type { Relation } from './relation.js';

/** What a name of a query stands for. */
export type KqlBinding =
  | { kind: 'table'; relation: Relation }
  | { kind: 'text'; text: string }
  /** A single value; the relation holds the data that it was computed from. */
  | { kind: 'scalar'; relation: Relation }
  | { kind: 'place'; place: KqlPlace }
  | { kind: 'function'; parameters: KqlNode[]; body: KqlNode; scope: KqlScope; called: boolean };

/** Names of a query and of the functions inside it. */
export class KqlScope {
  readonly names = new Map<string, KqlBinding>();

  constructor(private readonly parent?: KqlScope) {}

  get(name: string): KqlBinding | undefined {
    return this.names.get(name) ?? this.parent?.get(name);
  }
}
