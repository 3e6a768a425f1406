import type { Library } from '../../interpreter/machine.js';
import { airflow } from './airflow/airflow.js';

/** Every library that declares activity graphs in code. */
export const orchestrators: readonly Library[] = [airflow];
