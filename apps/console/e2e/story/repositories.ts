import type { RegisteredRepository, RepositoryMap } from '@driftline/contracts';
import { flightsDiff } from './mapDiff.js';

export const watched: RegisteredRepository[] = [
  {
    id: 'repo_1',
    url: 'https://git.example.com/flights.git',
    branch: 'main',
    schedule: '1h',
    credential: 'token',
    commit: '9f1c2ab47de05b0c6b1f3a2d4c5e6f7081920a3b',
    mapId: 'map_1',
    checkedAt: '2001-06-30T05:40:00.000Z',
    nextCheckAt: '2001-06-30T06:40:00.000Z',
    lastError: null,
    failingSince: null,
    createdAt: '2001-06-01T10:00:00.000Z',
  },
  {
    id: 'repo_2',
    url: 'ssh://git@git.example.com/fares.git',
    branch: 'HEAD',
    schedule: null,
    credential: 'sshKey',
    commit: null,
    mapId: null,
    checkedAt: null,
    nextCheckAt: '2001-06-30T06:10:00.000Z',
    lastError:
      'the server refuses the deploy key (repository_unauthorized): add it to the repository as a read-only key',
    failingSince: '2001-06-28T10:15:00.000Z',
    createdAt: '2001-06-28T10:00:00.000Z',
  },
];

export const watchedMaps: RepositoryMap[] = [
  {
    id: 'map_1',
    status: 'done',
    error: null,
    commit: '9f1c2ab47de05b0c6b1f3a2d4c5e6f7081920a3b',
    createdAt: '2001-06-29T22:00:00.000Z',
    base: 'map_2',
    counts: flightsDiff.counts,
    models: ['flight-delay'],
  },
  {
    id: 'map_2',
    status: 'done',
    error: null,
    commit: '41d0c7e2b9aa4d6c8f10e3b7c5a6d9e8f7061524',
    createdAt: '2001-06-22T22:00:00.000Z',
    base: null,
    counts: null,
    models: null,
  },
];
