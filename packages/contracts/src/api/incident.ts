import { z } from 'zod';
import { findingSchema } from './finding.js';
import { sliSchema } from './window.js';

export const severitySchema = z.enum(['page', 'warn']);
export type Severity = z.infer<typeof severitySchema>;

export const incidentStatusSchema = z.enum(['open', 'acknowledged', 'resolved']);
export type IncidentStatus = z.infer<typeof incidentStatusSchema>;

/** A place in the repository that proves a step of a path. */
export const evidenceSchema = z.object({
  path: z.string(),
  line: z.int(),
  endLine: z.int(),
  text: z.string(),
  repository: z.string().optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** One node on the way from a source to the model. `relation` says how the step before it leads here. */
export const pathStepSchema = z.object({
  id: z.string(),
  kind: z.enum(['dataset', 'activity', 'component', 'model']),
  name: z.string(),
  relation: z.string().nullable(),
  confidence: z.enum(['exact', 'inferred', 'possible']).nullable(),
  evidence: z.array(evidenceSchema),
});
export type PathStep = z.infer<typeof pathStepSchema>;

/** A ranked explanation of an incident. */
export const suspectSchema = z.object({
  name: z.string().describe('feature name; job name; or namespace/name of a source'),
  score: z.number().min(0).max(1),
  reasons: z.array(z.string()).describe('sentences for a person, strongest first'),
  path: z.array(pathStepSchema).optional().describe('from the source to the model'),
});
export type Suspect = z.infer<typeof suspectSchema>;

export const suspectsSchema = z.object({
  columns: z.array(suspectSchema),
  components: z.array(suspectSchema),
  sources: z.array(suspectSchema),
});
export type Suspects = z.infer<typeof suspectsSchema>;

/** A repair that may be proposed; nothing is executed without a policy. */
export const proposalSchema = z.object({
  reaction: z.string().describe('set-default-data, ignore-data, retrain, fallback-version, notify-owner'),
  title: z.string(),
  why: z.string(),
  risk: z.enum(['low', 'medium', 'high']),
});
export type Proposal = z.infer<typeof proposalSchema>;

/** One entry of an incident's history. */
export const incidentEventSchema = z.object({
  at: z.iso.datetime(),
  kind: z.enum(['opened', 'escalated', 'updated', 'acknowledged', 'resolved', 'reopened', 'commented']),
  text: z.string(),
  by: z.string().nullable(),
});
export type IncidentEvent = z.infer<typeof incidentEventSchema>;

/** What a person is woken for. openedAt and closedAt are asOf times of evaluations. */
export const incidentSchema = z.object({
  id: z.string(),
  model: z.string(),
  severity: severitySchema,
  status: incidentStatusSchema,
  cause: z.string().describe('input-change, outcome-shift, hard-error, performance'),
  title: z.string(),
  summary: z.string(),
  openedAt: z.iso.datetime(),
  closedAt: z.iso.datetime().nullable(),
  startedAt: z.iso.datetime().describe('start of the first bad window'),
  assignee: z.string().nullable(),
  slis: z.array(sliSchema).describe('the SLIs of the worst evaluation'),
  findings: z.array(findingSchema),
  suspects: suspectsSchema,
  proposals: z.array(proposalSchema),
  history: z.array(incidentEventSchema),
});
export type Incident = z.infer<typeof incidentSchema>;
