import type { PathStep } from '@driftline/contracts';

/** From the airports file to the model, as the map of examples/flights has it. */
export const airportsPath: PathStep[] = [
  {
    id: 'ds2',
    kind: 'dataset',
    name: 's3://flights-raw/airports.csv',
    relation: null,
    confidence: null,
    evidence: [],
  },
  {
    id: 'ac2',
    kind: 'activity',
    name: 'features/build_features.py',
    relation: 'reads',
    confidence: 'exact',
    evidence: [
      {
        path: 'features/build_features.py',
        line: 18,
        endLine: 18,
        text: 'airports = pd.read_csv("s3://flights-raw/airports.csv")',
      },
    ],
  },
  {
    id: 'ds4',
    kind: 'dataset',
    name: 'warehouse.flight_features',
    relation: 'writes',
    confidence: 'exact',
    evidence: [
      {
        path: 'features/build_features.py',
        line: 44,
        endLine: 45,
        text: 'features.to_sql("flight_features", engine,\n                schema="warehouse", if_exists="replace")',
      },
    ],
  },
  {
    id: 'ac3',
    kind: 'activity',
    name: 'train/train_delay_model.py',
    relation: 'reads',
    confidence: 'inferred',
    evidence: [
      {
        path: 'train/train_delay_model.py',
        line: 12,
        endLine: 12,
        text: 'frame = pd.read_sql(QUERY, engine)',
      },
    ],
  },
  {
    id: 'mo1',
    kind: 'model',
    name: 'flight-delay',
    relation: 'trains',
    confidence: 'exact',
    evidence: [
      {
        path: 'train/train_delay_model.py',
        line: 31,
        endLine: 31,
        text: 'mlflow.sklearn.log_model(model, "flight-delay")',
      },
    ],
  },
];
