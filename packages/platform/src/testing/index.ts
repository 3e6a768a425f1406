export { freePort } from '../embedded/process/freePort.js';
export { startTestServers, type TestServers } from './startTestServers.js';
