import { describe, expect, it } from 'vitest';
import type { AccessLevel } from './access.js';
import { mayAccess, type Principal } from './principal.js';

const levels: AccessLevel[] = ['public', 'read', 'edit', 'admin'];
const allowed: [Principal['role'], AccessLevel[]][] = [
  ['none', ['public']],
  ['viewer', ['public', 'read']],
  ['editor', ['public', 'read', 'edit']],
  ['admin', levels],
];

describe('mayAccess', () => {
  it.each(allowed)('%s', (role, expected) => {
    expect(levels.filter((level) => mayAccess({ name: 'x', role }, level))).toEqual(expected);
  });
});
