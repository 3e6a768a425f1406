import type { Library, Rule } from '../../../interpreter/machine.js';
import { carrying, NOTHING } from '../../../values/value.js';
import { argument, callFlow } from '../../arguments.js';
import { textOf } from '../wordsOf.js';
import { assetLocations, assetRule } from './assets.js';
import { getDataWork, insertJobWork } from './bigQueryOperators.js';
import { currentDag, declareDag } from './dag.js';
import { hookConstructors, hookMethods, httpRead } from './hooks.js';
import {
  beamWork,
  databricksWork,
  dataprocWork,
  emrStepsWork,
  glueWork,
  jobBuilderMethods,
  jobBuilderRule,
  sageMakerWork,
  sparkSubmitWork,
} from './jobOperators.js';
import { describeTask, operator, type Work } from './operator.js';
import { executeWork, pythonWork } from './pythonOperators.js';
import { contextRule, paramRule, pullRule, pushRule, variableRule } from './runtimeValues.js';
import { bashWork, containerWork, ecsWork, papermillWork } from './shellOperators.js';
import { SQL_OPERATORS, sqlWork } from './sqlOperators.js';
import { dagDecoratorRule, groupDecoratorRule, taskFlowMethods, taskRule } from './taskFlow.js';
import { TRANSFERS } from './transferOperators.js';

const PYTHON = [
  ...['PythonOperator', 'BranchPythonOperator', 'ShortCircuitOperator', 'PythonVirtualenvOperator'],
  ...['ExternalPythonOperator', 'BranchPythonVirtualenvOperator', 'PythonSensor'],
];
const CONTAINERS = [
  'KubernetesPodOperator',
  'DockerOperator',
  'GKEStartPodOperator',
  'GKEPodOperator',
  'DockerSwarmOperator',
];
const DATABRICKS = [
  'DatabricksSubmitRunOperator',
  'DatabricksRunNowOperator',
  'DatabricksNotebookOperator',
  'DatabricksCreateJobsOperator',
  'DatabricksSubmitRunDeferrableOperator',
];
const DATAPROC = [
  'DataprocSubmitJobOperator',
  'DataprocSubmitPySparkJobOperator',
  'DataProcPySparkOperator',
  'DataprocCreateBatchOperator',
];
const SAGEMAKER = [
  'SageMakerTrainingOperator',
  'SageMakerProcessingOperator',
  'SageMakerTransformOperator',
  'SageMakerTuningOperator',
];
const BEAM = ['BeamRunPythonPipelineOperator', 'DataflowCreatePythonJobOperator', 'DataFlowPythonOperator'];

const nothing: Work = () => undefined;
const httpWork: Work = (call, machine) => httpRead(call, machine);

function all(names: readonly string[], work: Work): [string, Work][] {
  return names.map((name) => [name, work]);
}

const WORKS = new Map<string, Work>([
  ...all(PYTHON, pythonWork),
  ...all(CONTAINERS, containerWork),
  ...all(DATABRICKS, databricksWork),
  ...all(DATAPROC, dataprocWork),
  ...all(SAGEMAKER, sageMakerWork),
  ...all(BEAM, beamWork),
  ...all(['BashOperator', 'SSHOperator'], bashWork),
  ...all(['EcsRunTaskOperator', 'ECSOperator'], ecsWork),
  ...all(['BaseOperator'], executeWork),
  ...all(['EmptyOperator', 'DummyOperator', 'TriggerDagRunOperator', 'ExternalTaskSensor'], nothing),
  ...all(['SimpleHttpOperator', 'HttpOperator'], httpWork),
  ['PapermillOperator', papermillWork],
  ['SparkSubmitOperator', sparkSubmitWork],
  ['GlueJobOperator', glueWork],
  ['EmrAddStepsOperator', emrStepsWork],
  ['BigQueryInsertJobOperator', insertJobWork],
  ['BigQueryGetDataOperator', getDataWork],
  ...Object.entries(SQL_OPERATORS).map(([name, scheme]): [string, Work] => [name, sqlWork(scheme)]),
  ...Object.entries(TRANSFERS),
]);

const operators = new Map([...WORKS].map(([name, work]): [string, Rule] => [name, operator(work)]));

/** A transfer that no table knows loses its data in silence unless the map says so. */
const unknownTransfer = operator((call, machine) => {
  machine.unresolved(call, `what the operator ${call.name.split('.').at(-1)} moves is not known`);
  return undefined;
});

/** A graph; what its schedule waits for is read by the graph itself. */
const dagRule: Rule = (call, machine) => {
  const dag = declareDag(call, machine, argument(call, 0, 'dag_id'));
  const scheduled = assetLocations(argument(call, undefined, 'schedule', 'schedule_interval'));
  if (scheduled.length > 0) {
    const name = textOf(argument(call, 0, 'dag_id') ?? NOTHING);
    const own = machine.within({ ...describeTask(currentDag(call, machine), name), name });
    for (const location of scheduled) own.read(call, location, { confidence: 'inferred' });
  }
  return dag;
};

const CONSTRUCTORS: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(operators),
  ...hookConstructors,
  DataProcJobBuilder: jobBuilderRule,
  DAG: dagRule,
};

const OTHERS: Readonly<Record<string, Rule>> = {
  ...CONSTRUCTORS,
  'Variable.get': variableRule,
  Dataset: assetRule,
  Asset: assetRule,
  Param: paramRule,
  get_current_context: contextRule,
};

/** Whatever comes from Airflow, by its last name: operators moved between packages in every version. */
const anyRule: Rule = (call, machine) => {
  const parts = call.name.split('.');
  const [last = '', pair] = [parts.at(-1), parts.slice(-2).join('.')];
  const rule = OTHERS[pair] ?? OTHERS[last];
  if (rule) return rule(call, machine);
  if (/To[A-Z]\w*Operator$|TransferOperator$/.test(last)) return unknownTransfer(call, machine);
  if (/Operator$|Sensor(Async)?$/.test(last)) return operator(nothing)(call, machine);
  return /^[A-Z]/.test(last)
    ? machine.instance(call, call.name, callFlow(call)).value
    : carrying(callFlow(call));
};

/** Airflow: graphs, tasks, operators, hooks, variables and datasets. */
export const airflow: Library = {
  name: 'airflow',
  functions: { 'airflow.*': anyRule },
  methods: {
    ...Object.fromEntries(Object.entries(CONSTRUCTORS).map(([name, rule]) => [`*.${name}`, rule])),
    ...Object.fromEntries([...operators].map(([name, rule]) => [`*.${name}.__init__`, rule])),
    '*.Variable.get': variableRule,
    'airflow.TaskInstance.xcom_pull': pullRule,
    'airflow.TaskInstance.xcom_push': pushRule,
    ...taskFlowMethods,
    ...hookMethods,
    ...jobBuilderMethods,
  },
  decorators: {
    'airflow.decorators.dag': dagDecoratorRule,
    'airflow.sdk.dag': dagDecoratorRule,
    'airflow.decorators.task_group': groupDecoratorRule,
    'airflow.sdk.task_group': groupDecoratorRule,
    ...Object.fromEntries(
      [
        '',
        ...['.virtualenv', '.python', '.external_python', '.branch', '.short_circuit', '.docker'],
        '.bash',
        '.kubernetes',
        '.sensor',
      ].flatMap((kind) =>
        [`airflow.decorators.task${kind}`, `airflow.sdk.task${kind}`].map((name) => [name, taskRule]),
      ),
    ),
  },
};
