/** OpenLineage's two-part name of a dataset. */
export interface DatasetIdentity {
  namespace: string;
  name: string;
}
