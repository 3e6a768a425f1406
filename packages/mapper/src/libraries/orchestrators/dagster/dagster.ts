import type { Rule } from '../../../interpreter/machine.js';
import { NO_FLOW } from '../../../values/flow.js';
import { constant, NOTHING } from '../../../values/value.js';
import { argument } from '../../arguments.js';
import { taskFramework } from '../taskFramework.js';
import { assetKeyRule } from './assetKey.js';
import { assetRule, callAssetRule, multiAssetRule, specRule } from './assets.js';
import { addResources } from './ioManagers.js';

const definitionsRule: Rule = (call, machine) => {
  addResources(machine, argument(call, undefined, 'resources'));
  return NOTHING;
};

/** `Output(value)`, `MaterializeResult(value=…)`. */
const outputRule: Rule = (call) => argument(call, 0, 'value') ?? NOTHING;
const resultRule: Rule = (call) => argument(call, undefined, 'value') ?? NOTHING;

/** `EnvVar('X')` is the variable's value when it runs. */
const variableRule: Rule = (call, machine) => {
  const name = String(argument(call, 0)?.texts?.[0]?.value ?? 'variable');
  const given = machine.environment(name);
  if (given !== undefined) return constant(given, 'inferred');
  return {
    ...constant(`{${name}}`, 'possible'),
    why: `environment variable ${name} has no value in the repository`,
    hint: name,
  };
};

/** `io_manager.configured({…})`: an object with these fields. */
const configuredRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, call.name.replace(/\.configured$/, ''), NO_FLOW);
  for (const [name, each] of argument(call, 0, 'config_or_config_fn')?.fields ?? [])
    cell.fields.set(name, each);
  return value;
};

/** A manager of the library keeps its settings as fields. */
const managerRule: Rule = (call, machine) => {
  const { cell, value } = machine.instance(call, call.name, NO_FLOW);
  for (const [name, each] of call.named) cell.fields.set(name, each);
  return value;
};

const MANAGERS = [
  ...[
    'dagster_snowflake_pandas.SnowflakePandasIOManager',
    'dagster_snowflake_pyspark.SnowflakePySparkIOManager',
  ],
  ...[
    'dagster_gcp_pandas.BigQueryPandasIOManager',
    'dagster_gcp_pyspark.BigQueryPySparkIOManager',
    'dagster_duckdb.DuckDBIOManager',
  ],
  ...[
    'dagster_duckdb_pandas.DuckDBPandasIOManager',
    'dagster_duckdb_polars.DuckDBPolarsIOManager',
    'dagster_aws.s3.S3PickleIOManager',
  ],
  ...[
    'dagster_gcp.GCSPickleIOManager',
    'dagster.FilesystemIOManager',
    'dagster_aws.s3.ConfigurablePickledObjectS3IOManager',
  ],
];
const CONFIGURED = [
  ...[
    'dagster_snowflake_pandas.snowflake_pandas_io_manager',
    'dagster_gcp_pandas.bigquery_pandas_io_manager',
  ],
  ...[
    'dagster_duckdb_pandas.duckdb_pandas_io_manager',
    'dagster_aws.s3.s3_pickle_io_manager',
    'dagster.fs_io_manager',
  ],
];
const SPECS = ['SourceAsset', 'AssetSpec', 'AssetIn', 'AssetOut', 'AssetDep'];

/** Dagster: assets with the stores that keep them, and jobs of ops. */
export const dagster = taskFramework(
  {
    name: 'dagster',
    kind: 'dagster-job',
    tasks: ['dagster.op', 'dagster.solid'],
    graphs: ['dagster.job', 'dagster.graph', 'dagster.graph_asset', 'dagster.pipeline'],
    runs: ['alias', 'execute_in_process'],
  },
  {
    functions: {
      'dagster.AssetKey': assetKeyRule,
      'dagster.Definitions': definitionsRule,
      'dagster.Output': outputRule,
      'dagster.MaterializeResult': resultRule,
      'dagster.EnvVar': variableRule,
      'dagster.EnvVar.get_value': variableRule,
      'dagster.with_resources': (call, machine) => {
        addResources(machine, argument(call, 1, 'resource_defs'));
        return call.args[0] ?? NOTHING;
      },
      ...Object.fromEntries(SPECS.map((name) => [`dagster.${name}`, specRule])),
      ...Object.fromEntries(MANAGERS.map((name) => [name, managerRule])),
      ...Object.fromEntries(CONFIGURED.map((name) => [`${name}.configured`, configuredRule])),
    },
    methods: { 'dagster.Asset.__call__': callAssetRule },
    decorators: {
      'dagster.asset': assetRule,
      'dagster.multi_asset': multiAssetRule,
    },
  },
);
