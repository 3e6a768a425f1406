import type { CommandRules } from '../shellCommand.js';
import { awsRule } from './awsRule.js';
import { azureRule } from './azureRule.js';
import { bqRule } from './bqRule.js';
import { gcloudRule } from './gcloudRule.js';

/** The command lines of AWS, Google Cloud and Azure. */
export const cloudCommands: CommandRules = {
  aws: awsRule,
  awslocal: awsRule,
  gcloud: gcloudRule,
  bq: bqRule,
  az: azureRule,
};
