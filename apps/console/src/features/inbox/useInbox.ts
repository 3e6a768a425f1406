import type { Incident } from '@driftline/contracts';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { happenedWithin } from '../../shared/incidents/happenedWithin.js';
import { boundsOfTimeRange, searchOfTimeRange } from '../../shared/time/timeRange.js';
import { useNow } from '../../shared/time/useNow.js';
import { useTimeRange } from '../../shared/time/useTimeRange.js';
import { type Facet, incidentFacets } from './incidentFacets.js';
import {
  filterOfSearch,
  type IncidentFilter,
  isFiltering,
  matchesFilter,
  noFilter,
  searchOfFilter,
} from './incidentFilter.js';
import { type IncidentSections, sortedIncidents } from './sortedIncidents.js';

export interface Inbox extends IncidentSections {
  filter: IncidentFilter;
  setFilter: (filter: IncidentFilter) => void;
  /** Whether filters or the time range may hide something. */
  narrowed: boolean;
  /** Drops the filters and the time range. */
  clear: () => void;
  facets: Facet[];
  shown: number;
  now: number;
}

/** The inbox's state, which lives in the URL, applied to the incidents. */
export function useInbox(all: readonly Incident[]): Inbox {
  const search = useSearch({ from: '/shell/' });
  const navigate = useNavigate();
  const now = useNow();
  const { range } = useTimeRange();
  const filter = useMemo(() => filterOfSearch(search), [search]);
  const setFilter = (next: IncidentFilter) =>
    void navigate({ to: '/', search: (old) => ({ ...old, ...searchOfFilter(next) }) });
  const clear = () =>
    void navigate({
      to: '/',
      search: { ...searchOfFilter(noFilter), ...searchOfTimeRange({ kind: 'all' }) },
    });
  const bounds = boundsOfTimeRange(range, new Date(now).toISOString());
  const inTime = all.filter((incident) => happenedWithin(incident, bounds));
  const shown = inTime.filter((incident) => matchesFilter(incident, filter));
  return {
    ...sortedIncidents(shown, all, now),
    filter,
    setFilter,
    narrowed: isFiltering(filter) || range.kind !== 'all',
    clear,
    facets: incidentFacets(inTime, filter),
    shown: shown.length,
    now,
  };
}
