import { distance } from './distance/distance.js';
import type { FindingDetector } from './findingDetector.js';
import { newCategories } from './newCategories/newCategories.js';
import { nulls } from './nulls/nulls.js';
import { pinned } from './pinned/pinned.js';
import { typeMix } from './typeMix/typeMix.js';
import { unitChange } from './unitChange/unitChange.js';
import { volume } from './volume/volume.js';

/** Every kind of finding. Adding one: its folder and a line here. */
export const detectors: readonly FindingDetector[] = [
  nulls,
  typeMix,
  unitChange,
  pinned,
  newCategories,
  distance,
  volume,
];
