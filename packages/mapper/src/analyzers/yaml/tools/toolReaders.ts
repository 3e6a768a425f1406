import { kqlRule } from '../../kql/kqlRule.js';
import { airflowFactory } from './airflowFactory.js';
import { argo } from './argo.js';
import { azureMl } from './azureMl.js';
import { databricksBundle } from './databricksBundle.js';
import { dvc } from './dvc.js';
import { kubernetes } from './kubernetes.js';
import { mlproject } from './mlproject.js';
import { prefectDeployments } from './prefectDeployments.js';
import type { ToolReader } from './toolReader.js';

/** Readers of tools that run pipelines; the first that matches reads the file. */
export const toolReaders: readonly ToolReader[] = [
  dvc,
  mlproject,
  argo,
  azureMl,
  databricksBundle,
  prefectDeployments,
  airflowFactory,
  kqlRule,
  kubernetes,
];
