export { freePort } from '../embedded/process/freePort.js';
export { startTestEventStore, type TestEventStore } from './startTestEventStore.js';
export { startTestServers, type TestServers } from './startTestServers.js';
