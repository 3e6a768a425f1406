import { type Incident, incidentStatusSchema, severitySchema } from '@driftline/contracts';
import { type IncidentFilter, matchesFilter } from './incidentFilter.js';

export type FacetField = 'status' | 'severity' | 'model';

export interface FacetValue {
  value: string;
  /** Incidents that would be shown with this value, the other fields' filters holding. */
  count: number;
  chosen: boolean;
}

export interface Facet {
  field: FacetField;
  values: FacetValue[];
}

/** Facets with counts. Known statuses and severities are listed even at zero, so that the list does not jump. */
export function incidentFacets(incidents: readonly Incident[], filter: IncidentFilter): Facet[] {
  const models = [...new Set([...incidents.map((incident) => incident.model), ...filter.model])].sort();
  const values: Record<FacetField, readonly string[]> = {
    status: incidentStatusSchema.options,
    severity: severitySchema.options,
    model: models,
  };
  return (['status', 'severity', 'model'] as const).map((field) => {
    const others = { ...filter, [field]: [] };
    const rest = incidents.filter((incident) => matchesFilter(incident, others));
    return {
      field,
      values: values[field].map((value) => ({
        value,
        count: rest.filter((incident) => incident[field] === value).length,
        chosen: filter[field].some((chosen) => chosen === value),
      })),
    };
  });
}

/** The filter with one value of one facet added or taken away. */
export function toggleFacet(filter: IncidentFilter, field: FacetField, value: string): IncidentFilter {
  const chosen: string[] = filter[field];
  const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
  return { ...filter, [field]: next };
}
