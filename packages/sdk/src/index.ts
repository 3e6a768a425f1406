export type { Client, ClientStats, LabelInput, PredictionInput } from './client/client.js';
export type { ClientOptions, ClientProblem } from './client/clientOptions.js';
export { createClient } from './client/createClient.js';
