export { createHandlers } from './createHandlers.js';
export { WorkerModule, type WorkerModuleOptions } from './workerModule.js';
