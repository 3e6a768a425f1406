/** Finds repeats of (group, id, moment) at the cost of one map look-up for an id that does not repeat. */
export class IdentityIndex {
  private readonly groups = new Map<string, Map<string, number[]>>();

  /**
   * The place of this identity: that of its first occurrence, or `next` when it is new (and is then remembered).
   *
   * @param moment the day or time that is part of the identity
   */
  place(group: string, id: string, moment: number, next: number): number {
    const ids = this.idsOf(group);
    const seen = ids.get(id);
    if (seen === undefined) {
      ids.set(id, [moment, next]);
      return next;
    }
    for (let at = 0; at < seen.length; at += 2) {
      if (seen[at] === moment) return seen[at + 1] ?? next;
    }
    seen.push(moment, next);
    return next;
  }

  private idsOf(group: string): Map<string, number[]> {
    const known = this.groups.get(group);
    if (known !== undefined) return known;
    const ids = new Map<string, number[]>();
    this.groups.set(group, ids);
    return ids;
  }
}
