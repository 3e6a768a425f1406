import type { Library } from '../../interpreter/machine.js';
import { airflow } from './airflow/airflow.js';
import { azureml } from './azureml/azureml.js';
import { dagster } from './dagster/dagster.js';
import { kedro } from './kedro/kedro.js';
import { kubeflow } from './kubeflow.js';
import { luigi } from './luigi.js';
import { metaflow } from './metaflow.js';
import { prefect } from './prefect.js';
import { sagemaker } from './sagemaker.js';
import { scriptJobs } from './scriptJobs.js';
import { flyte, ray, zenml } from './smallFrameworks.js';

/** Every library that declares activity graphs in code. */
export const orchestrators: readonly Library[] = [
  airflow,
  azureml,
  dagster,
  flyte,
  kedro,
  kubeflow,
  luigi,
  metaflow,
  prefect,
  ray,
  sagemaker,
  scriptJobs,
  zenml,
];
