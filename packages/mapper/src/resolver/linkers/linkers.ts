import { airflowLinker } from './airflow/airflowLinker.js';
import { environmentLinker } from './environment/environmentLinker.js';
import { kustoLinker } from './kusto/kustoLinker.js';
import type { Linker } from './linker.js';

/** Every linker, in the order in which they run. */
export const linkers: readonly Linker[] = [environmentLinker, airflowLinker, kustoLinker];
