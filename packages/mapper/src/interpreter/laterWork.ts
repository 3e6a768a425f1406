import type { ClassReference, FunctionReference, Value } from '../values/value.js';

export type Work = readonly [path: string, task: () => void];

export interface Definition {
  reference: FunctionReference | ClassReference;
  value: Value;
}

/**
 * What waits until every module was interpreted: what rules deferred, then definitions that perhaps nothing calls, those
 * first that need no arguments, as they may call the rest with known ones; before those, what waits for the end.
 */
export class LaterWork {
  private readonly ready: Definition[] = [];
  private readonly pending: Definition[] = [];
  private readonly deferred: Work[] = [];
  private readonly last: Work[] = [];

  define(definition: Definition, needsNothing: boolean): void {
    (needsNothing ? this.ready : this.pending).push(definition);
  }

  defer(work: Work): void {
    this.deferred.push(work);
  }

  atEnd(work: Work): void {
    this.last.push(work);
  }

  runDeferred(): void {
    for (let next = this.deferred.shift(); next; next = this.deferred.shift()) next[1]();
  }

  /** What comes next; undefined when nothing is left. */
  next(): Work | Definition | undefined {
    return this.deferred.shift() ?? this.ready.shift() ?? this.last.shift() ?? this.pending.shift();
  }
}
