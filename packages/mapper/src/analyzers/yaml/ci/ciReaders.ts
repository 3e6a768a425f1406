import { azurePipelines } from './azurePipelines.js';
import { bitbucketPipelines } from './bitbucketPipelines.js';
import type { CiReader } from './ciReader.js';
import { circleCi } from './circleCi.js';
import { cloudBuild } from './cloudBuild.js';
import { compose } from './compose.js';
import { githubActions } from './githubActions.js';
import { gitlabCi } from './gitlabCi.js';

/** Readers of files that tell a service which commands to run; the first that matches reads the file. */
export const ciReaders: readonly CiReader[] = [
  githubActions,
  gitlabCi,
  circleCi,
  cloudBuild,
  compose,
  bitbucketPipelines,
  azurePipelines,
];
