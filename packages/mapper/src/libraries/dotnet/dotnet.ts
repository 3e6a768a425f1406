import type { Library } from '../../interpreter/machine.js';
import { adoNet } from './adoNet.js';
import { azureStores } from './azureStores.js';
import { dotnetFiles } from './dotnetFiles.js';
import { dotnetMessaging } from './dotnetMessaging.js';
import { dotnetSettings } from './dotnetSettings.js';
import { dotnetSpark } from './dotnetSpark.js';
import { dotnetTexts } from './dotnetTexts.js';
import { entityFramework } from './entityFramework.js';
import { mlNet } from './mlNet.js';

/** Libraries of .NET that C# programs call. */
export const dotnet: readonly Library[] = [
  dotnetTexts,
  dotnetSettings,
  dotnetFiles,
  adoNet,
  entityFramework,
  azureStores,
  dotnetMessaging,
  dotnetSpark,
  mlNet,
];
