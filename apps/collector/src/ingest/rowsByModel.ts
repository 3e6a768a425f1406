/** The rows of one model, with their positions in the request. */
export interface ModelRows<Row> {
  rows: Row[];
  indexes: number[];
}

/** Splits rows by their model, in order of first appearance. */
export function rowsByModel<Row extends { model: string }>(
  rows: readonly Row[],
  indexes: readonly number[],
): Map<string, ModelRows<Row>> {
  const groups = new Map<string, ModelRows<Row>>();
  rows.forEach((row, at) => {
    let group = groups.get(row.model);
    if (group === undefined) {
      group = { rows: [], indexes: [] };
      groups.set(row.model, group);
    }
    group.rows.push(row);
    group.indexes.push(indexes[at] ?? at);
  });
  return groups;
}
