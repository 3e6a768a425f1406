import { z } from 'zod';
import { findingSchema } from './finding.js';

export const sliKindSchema = z.enum(['realised', 'estimated', 'blended']);

export type SliKind = z.infer<typeof sliKindSchema>;

/** One performance figure of one window. value, low and high are null when it cannot be known; `reason` says why. */
export const sliSchema = z.object({
  metric: z.string().describe('accuracy, f1, roc-auc, log-loss, mae, rmse …'),
  kind: sliKindSchema,
  estimator: z.string().describe('realised, cbpe …'),
  value: z.number().nullable(),
  low: z.number().nullable().describe('lower end of the 95 % interval'),
  high: z.number().nullable().describe('upper end of the 95 % interval'),
  rows: z.int().min(0).describe('rows that carry the figure'),
  reason: z.string().optional().describe('why it cannot be known'),
});

export type Sli = z.infer<typeof sliSchema>;

export const windowStateSchema = z.enum(['provisional', 'final', 'revised']);

export type WindowState = z.infer<typeof windowStateSchema>;

/** The newest evaluation of one event-time interval of one model. */
export const windowSchema = z.object({
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  state: windowStateSchema,
  asOf: z.iso.datetime(),
  rows: z.int().min(0),
  maturity: z.number().min(0).max(1).describe('share of rows whose label is known by asOf'),
  slis: z.array(sliSchema),
  findings: z.array(findingSchema),
});

export type Window = z.infer<typeof windowSchema>;
