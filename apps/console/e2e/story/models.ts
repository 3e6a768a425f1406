import type { Column, Model } from '@driftline/contracts';
import { now } from './clock.js';

const column = (name: string, type: 'number' | 'string' = 'number'): Column => ({
  name,
  types: [type],
  firstSeenAt: '2001-01-01T00:00:00.000Z',
});

const flightDelay: Model = {
  id: 'm1',
  name: 'flight-delay',
  task: 'binary',
  positiveLabel: 'late',
  versions: ['1'],
  columns: [
    column('hour'),
    column('weekday', 'string'),
    column('distance'),
    column('origin_delay_rate'),
    column('destination_delay_rate'),
    column('scheduled_departures'),
  ],
  windowSeconds: 86_400,
  reference: {
    start: '2001-01-01T00:00:00.000Z',
    end: '2001-02-01T00:00:00.000Z',
    rows: 198_431,
    slis: [
      { metric: 'roc-auc', value: 0.713, low: 0.691, high: 0.735, pages: true },
      { metric: 'accuracy', value: 0.802, low: 0.752, high: 0.852, pages: false },
      { metric: 'f1', value: 0.381, low: 0.339, high: 0.424, pages: true },
      { metric: 'log-loss', value: 0.452, low: 0.411, high: 0.494, pages: true },
    ],
  },
  rows: 1_163_204,
  labels: 1_154_880,
  newestEventAt: '2001-06-30T05:58:12.000Z',
  watermark: '2001-06-30T04:58:12.000Z',
  openIncidents: 2,
  createdAt: '2001-01-01T00:00:00.000Z',
};

const fareQuote: Model = {
  ...flightDelay,
  id: 'm2',
  name: 'fare-quote',
  task: 'regression',
  positiveLabel: null,
  versions: ['2024-11', '2025-02'],
  columns: [column('route', 'string'), column('days_ahead'), column('fuel_price'), column('cabin', 'string')],
  windowSeconds: 604_800,
  reference: {
    start: '2001-01-01T00:00:00.000Z',
    end: '2001-03-01T00:00:00.000Z',
    rows: 5_210,
    slis: [
      { metric: 'mae', value: 11.6, low: 10.4, high: 12.9, pages: true },
      { metric: 'rmse', value: 18.2, low: 16.3, high: 20.2, pages: false },
    ],
  },
  rows: 15_870,
  labels: 11_204,
  openIncidents: 0,
};

const crewStandby: Model = {
  ...flightDelay,
  id: 'm3',
  name: 'crew-standby',
  task: null,
  positiveLabel: null,
  versions: ['1'],
  columns: [column('base', 'string'), column('roster_size')],
  windowSeconds: null,
  reference: null,
  rows: 412,
  labels: 0,
  newestEventAt: now,
  openIncidents: 0,
};

export const models = [flightDelay, fareQuote, crewStandby];
