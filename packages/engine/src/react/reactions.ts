import { ignoreData } from './ignoreData/ignoreData.js';
import type { Reaction } from './reaction.js';
import { retrain } from './retrain/retrain.js';
import { setDefaultData } from './setDefaultData/setDefaultData.js';

/** Every kind of repair. Adding one: its folder and a line here. */
export const reactions: readonly Reaction[] = [ignoreData, setDefaultData, retrain];
