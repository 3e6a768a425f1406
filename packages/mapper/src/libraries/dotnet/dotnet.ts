import type { Library } from '../../interpreter/machine.js';
import { adoNet } from './adoNet.js';
import { dotnetFiles } from './dotnetFiles.js';
import { dotnetSettings } from './dotnetSettings.js';
import { dotnetSpark } from './dotnetSpark.js';
import { dotnetTexts } from './dotnetTexts.js';
import { entityFramework } from './entityFramework.js';
import { mlNet } from './learning/mlNet.js';
import { mlNetData } from './learning/mlNetData.js';
import { mlNetExperiments } from './learning/mlNetExperiments.js';
import { dotnetKafka } from './network/dotnetKafka.js';
import { dotnetMessaging } from './network/dotnetMessaging.js';
import { dotnetRedis } from './network/dotnetRedis.js';
import { dotnetRequests } from './network/dotnetRequests.js';
import { azureStores } from './stores/azureStores.js';
import { blobStores } from './stores/blobStores.js';
import { kusto } from './stores/kusto.js';

/** Libraries of .NET that C# programs call. */
export const dotnet: readonly Library[] = [
  dotnetTexts,
  dotnetSettings,
  dotnetFiles,
  adoNet,
  entityFramework,
  azureStores,
  blobStores,
  kusto,
  dotnetMessaging,
  dotnetRequests,
  dotnetRedis,
  dotnetKafka,
  dotnetSpark,
  mlNet,
  mlNetData,
  mlNetExperiments,
];
