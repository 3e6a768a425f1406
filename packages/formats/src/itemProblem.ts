import type { Rejection } from '@driftline/contracts';

/** Why one item cannot be taken. Returned, never thrown: bad input is a result of decoding, not an accident. */
export class ItemProblem {
  /**
   * @param code stable, snake_case
   * @param detail what is wrong, naming the member
   * @param where JSON pointer into the item; empty for the item as a whole
   * @param action what the sender should do
   */
  constructor(
    readonly code: string,
    readonly detail: string,
    readonly where: string,
    readonly action: string,
  ) {}

  /** The rejection of the item at `index` of its message. */
  toRejection(index: number, item: unknown): Rejection {
    const predictionId = predictionIdOf(item);
    return {
      index,
      ...(predictionId === undefined ? {} : { predictionId }),
      code: this.code,
      detail: this.detail,
      where: this.where,
      action: this.action,
    };
  }
}

function predictionIdOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !('predictionId' in item)) return undefined;
  const id = item.predictionId;
  return typeof id === 'string' ? id.slice(0, 200) : undefined;
}
