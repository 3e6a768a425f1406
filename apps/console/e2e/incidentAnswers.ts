import type { Incident, IncidentEvent, ServerEvent } from '@driftline/contracts';
import { type Answer, ok, page, problem } from './answers.js';
import type { FixtureRequest } from './fixtureRequest.js';
import { now } from './story/clock.js';
import { incidents as storyIncidents } from './story/incidents.js';

/** Incidents that can be read and acted upon. */
export function incidentAnswers(told: boolean, by: string, tell: (event: ServerEvent) => void) {
  let incidents: Incident[] = told ? structuredClone(storyIncidents) : [];

  const change = (id: string, patch: Partial<Incident>, entry?: Pick<IncidentEvent, 'kind' | 'text'>) => {
    incidents = incidents.map((incident) => {
      if (incident.id !== id) return incident;
      const history = entry ? [...incident.history, { at: now, by, ...entry }] : incident.history;
      return { ...incident, ...patch, history };
    });
  };

  const act = (id: string, action: string, body: Record<string, unknown>): void => {
    const email = typeof body.email === 'string' ? body.email : null;
    if (action === 'acknowledge')
      change(id, { status: 'acknowledged' }, { kind: 'acknowledged', text: 'Acknowledged' });
    if (action === 'resolve') {
      change(id, { status: 'resolved', closedAt: now }, { kind: 'resolved', text: 'Resolved by hand' });
    }
    if (action === 'assign') {
      change(
        id,
        { assignee: email },
        { kind: 'updated', text: email === null ? 'Unassigned' : `Assigned to ${email}` },
      );
    }
    if (action === 'comment') change(id, {}, { kind: 'commented', text: String(body.text) });
    tell({ kind: 'incident', id, model: null, at: now });
  };

  const answer = ({ id, part, body }: FixtureRequest): Answer => {
    if (id === undefined) return page(incidents);
    if (part !== undefined) act(id, part, body);
    const incident = incidents.find((candidate) => candidate.id === id);
    return incident === undefined
      ? problem(
          404,
          'incident_not_found',
          `There is no incident ${id}.`,
          'List the incidents with GET /v1/incidents.',
        )
      : ok(incident);
  };
  return { answer, change };
}
