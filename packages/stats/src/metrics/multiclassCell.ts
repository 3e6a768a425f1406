/** Labelled rows (or weight) of a multiclass model with this prediction and label, as canonical strings. */
export interface MulticlassCell {
  prediction: string;
  label: string;
  rows: number;
}
