import { azureDevOps } from './azureDevOps.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import type { PushForge } from './pushForge.js';

/** Every kind of Git server whose pushes are understood; the first that recognises a request reads it. */
export const pushForges: readonly PushForge[] = [github, gitlab, azureDevOps];
