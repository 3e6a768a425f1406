const FRAMEWORKS = new RegExp(
  `^(${[
    ...[
      'sklearn',
      'xgboost',
      'lightgbm',
      'catboost',
      'statsmodels',
      'keras',
      'tf_keras',
      'tensorflow',
      'torch',
    ],
    ...[
      'prophet',
      'fbprophet',
      'imblearn',
      'pyspark\\.ml',
      'pyspark\\.mllib',
      'synapse\\.ml',
      'cuml',
      'dask_ml',
    ],
    ...[
      'ngboost',
      'lightfm',
      'implicit',
      'surprise',
      'lifelines',
      'sksurv',
      'pmdarima',
      'tpot',
      'autosklearn',
    ],
    ...[
      'flaml',
      'autogluon',
      'econml',
      'causalml',
      'sktime',
      'darts',
      'gluonts',
      'neuralforecast',
      'statsforecast',
    ],
    ...[
      'mlforecast',
      'pyod',
      'interpret',
      'pytorch_tabnet',
      'skorch',
      'hdbscan',
      'hmmlearn',
      'pgmpy',
      'skopt',
    ],
    ...[
      'mlxtend',
      'orbit',
      'supervised',
      'linear_operator',
      'pygam',
      'linearmodels',
      'arch',
      'pymc',
      'bambi',
    ],
    ...[
      'rulefit',
      'scikeras',
      'tensorflow_decision_forests',
      'sentence_transformers',
      'setfit',
      'xgboost_ray',
    ],
    ...[
      'neuralprophet',
      'tslearn',
      'kmodes',
      'sklearn_crfsuite',
      'snapml',
      'daal4py',
      'thundersvm',
      'imodels',
    ],
  ].join('|')})\\b`,
);
const NO_MODEL = new RegExp(
  [
    '^(sklearn|cuml|dask_ml|imblearn|mlxtend)\\.(preprocessing|impute|feature_extraction|decomposition|feature_selection',
    '|compose|random_projection|manifold|metrics|datasets|over_sampling|under_sampling|combine|model_selection\\.(train|',
    'cross|KFold|Stratified|Group|TimeSeries|Shuffle|Repeated|Leave|Predefined|Parameter))',
    '|Splitter$|KFold$|^pyspark\\.ml\\.(feature|evaluation|linalg|tuning\\.ParamGrid)|\\.(preprocessing|layers|optimizers',
    '|losses|callbacks|metrics|utils|data|transforms|initializers|regularizers)\\.|^torch\\.(optim|utils|nn\\.\\w*Loss)',
    '|^sktime\\.(transformations|datasets|split)|^darts\\.(dataprocessing|datasets)|Scaler$|Encoder$|Vectorizer$|Imputer$',
    '|^tslearn\\.preprocessing|^surprise\\.(Dataset|Reader)',
  ].join(''),
);

/** Types that other libraries fit to data without training a model. */
const PREPARES =
  /(Transform(er)?|Selector|Tokenizer|Binarizer|Discretizer|Normalizer|Resampler|Sampler|Figure|Plot|Curve|Spline|Table|Explainer|Reporter|Loader|Dataset|Reducer|PCA|TSNE|UMAP)$/;

/** The library of a type that no list knows, when fitting it can be taken for training. */
export function likelyFramework(type: string): string | undefined {
  const [library, ...rest] = type.split('.');
  const known =
    NO_MODEL.test(type) || PREPARES.test(type) || /^(frame|file|options|http|kafka|model)\./.test(type);
  return known || rest.length === 0 || !/^[A-Z]/.test(rest.at(-1) ?? '') ? undefined : library;
}

/** The framework of a library's type, when objects of that type are models; undefined for what only prepares data. */
export function frameworkOf(type: string): string | undefined {
  return NO_MODEL.test(type) ? undefined : FRAMEWORKS.exec(type)?.[1];
}
