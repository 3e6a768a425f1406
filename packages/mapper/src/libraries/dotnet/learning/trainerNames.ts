/** Trainers by the order of their first arguments: mostly the label, then the features. */
export const TRAINERS = [
  ...[
    'Sdca',
    'SdcaLogisticRegression',
    'SdcaNonCalibrated',
    'SdcaMaximumEntropy',
    'LightGbm',
    'FastTree',
    'FastForest',
  ],
  ...[
    'FastTreeTweedie',
    'Gam',
    'LbfgsPoissonRegression',
    'LbfgsLogisticRegression',
    'LbfgsMaximumEntropy',
    'Ols',
  ],
  ...[
    'OnlineGradientDescent',
    'AveragedPerceptron',
    'LinearSvm',
    'LdSvm',
    'Prior',
    'SgdCalibrated',
    'SgdNonCalibrated',
  ],
  ...[
    'SymbolicSgdLogisticRegression',
    'FieldAwareFactorizationMachine',
    'NaiveBayes',
    'ImageClassification',
    'MatrixFactorization',
  ],
];

export const UNSUPERVISED = ['KMeans', 'RandomizedPca'];

export const SERIES = [
  'ForecastBySsa',
  'DetectIidSpike',
  'DetectIidChangePoint',
  'DetectSpikeBySsa',
  'DetectChangePointBySsa',
];

export const TEXT_MODELS = [
  'TextClassification',
  'SentenceSimilarity',
  'NamedEntityRecognition',
  'QuestionAnswer',
  'ObjectDetection',
];

export const EXPERIMENTS = [
  'Regression',
  'BinaryClassification',
  'MulticlassClassification',
  'Ranking',
  'Recommendation',
];

export const TASKS = [...EXPERIMENTS, 'Clustering', 'Forecasting', 'AnomalyDetection'];
