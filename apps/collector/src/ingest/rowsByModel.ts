/** The rows of one model, with their positions in the request. */
export interface ModelRows<Row> {
  rows: readonly Row[];
  indexes: readonly number[];
}

/** Splits rows by their model, in order of first appearance. A batch of one model, as most are, is not copied. */
export function rowsByModel<Row extends { model: string }>(
  rows: readonly Row[],
  indexes: readonly number[],
): Map<string, ModelRows<Row>> {
  const [first] = rows;
  if (first === undefined) return new Map();
  if (rows.every((row) => row.model === first.model)) return new Map([[first.model, { rows, indexes }]]);
  const groups = new Map<string, { rows: Row[]; indexes: number[] }>();
  rows.forEach((row, at) => {
    const group = groups.get(row.model) ?? { rows: [], indexes: [] };
    groups.set(row.model, group);
    group.rows.push(row);
    group.indexes.push(indexes[at] ?? at);
  });
  return groups;
}
