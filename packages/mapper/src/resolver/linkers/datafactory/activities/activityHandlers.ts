import type { ActivityContext } from './activityContext.js';
import {
  azureFunction,
  command,
  databricksNotebook,
  fabricNotebook,
  foreign,
  hdInsightSpark,
  scriptFile,
  sparkJob,
  sparkPython,
  synapseNotebook,
} from './code.js';
import { copy, lookup } from './copy.js';
import { dataFlow } from './dataFlow.js';
import { kustoCommand, script, storedProcedure } from './script.js';
import { web } from './web.js';

export type ActivityHandler = (context: ActivityContext) => void;

const nothing: ActivityHandler = () => {};

/** What each type of activity does with data. Types that only steer a pipeline do nothing. */
const activityHandlers: Readonly<Record<string, ActivityHandler>> = {
  Copy: copy,
  Lookup: lookup,
  GetMetadata: lookup,
  Script: script,
  SqlServerStoredProcedure: storedProcedure,
  SqlPoolStoredProcedure: storedProcedure,
  AzureDataExplorerCommand: kustoCommand,
  KustoQueryLanguage: kustoCommand,
  ExecuteDataFlow: dataFlow,
  DatabricksNotebook: databricksNotebook,
  DatabricksSparkPython: sparkPython,
  DatabricksSparkJar: foreign,
  SynapseNotebook: synapseNotebook,
  SparkJob: sparkJob,
  TridentNotebook: fabricNotebook,
  HDInsightSpark: hdInsightSpark,
  HDInsightHive: scriptFile,
  HDInsightPig: scriptFile,
  HDInsightMapReduce: foreign,
  HDInsightStreaming: foreign,
  'DataLakeAnalyticsU-SQL': scriptFile,
  Custom: command,
  AzureFunctionActivity: azureFunction,
  WebActivity: web,
  WebHook: web,
  AzureMLExecutePipeline: foreign,
  AzureMLBatchExecution: foreign,
  RefreshDataflow: foreign,
};

/** The handler of a type; a type that nobody knows is listed, unless it only steers. */
export function activityHandler(type: string): ActivityHandler {
  return activityHandlers[type] ?? nothing;
}
