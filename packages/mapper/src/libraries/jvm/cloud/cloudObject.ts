import type { Access } from '../../../interpreter/machine.js';

export const OBJECT: Access = { kind: 'object' };
