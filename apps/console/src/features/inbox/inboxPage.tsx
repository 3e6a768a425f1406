import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { queries } from '../../shared/api/queries.js';
import { inboxMemory } from '../../shared/incidents/inboxMemory.js';
import { useShortcuts } from '../../shared/keyboard/useShortcuts.js';
import { useNow } from '../../shared/time/useNow.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { FacetList } from './facetList.js';
import { FirstRun } from './firstRun.js';
import { InboxCount } from './inboxCount.js';
import styles from './inboxPage.module.css';
import { incidentFacets, toggleFacet } from './incidentFacets.js';
import {
  filterOfSearch,
  type IncidentFilter,
  isFiltering,
  matchesFilter,
  noFilter,
  searchOfFilter,
} from './incidentFilter.js';
import { IncidentSection } from './incidentSection.js';
import { QueryBar } from './queryBar.js';
import { sortedIncidents } from './sortedIncidents.js';
import { useRowKeys } from './useRowKeys.js';

/** Every incident, sorted by impact, found by facets and by a typed query on the same state in the URL. */
export function InboxPage() {
  const search = useSearch({ from: '/shell/' });
  const navigate = useNavigate();
  const now = useNow();
  const incidents = useQuery(queries.incidents());
  const models = useQuery(queries.models());
  const filter = useMemo(() => filterOfSearch(search), [search]);
  const all = incidents.data?.items ?? [];
  const shown = all.filter((incident) => matchesFilter(incident, filter));
  const { alive, resolved } = sortedIncidents(shown, all, now);
  const ids = [...alive, ...resolved].map((incident) => incident.id);
  const list = useRef<HTMLDivElement>(null);
  const query = useRef<HTMLInputElement>(null);
  const [facetsOpen, setFacetsOpen] = useState(false);
  const moveFocus = useRowKeys(list);
  const setFilter = (next: IncidentFilter) =>
    void navigate({ to: '/', search: (old) => ({ ...old, ...searchOfFilter(next) }) });
  useEffect(() => inboxMemory.write({ search: searchOfFilter(filter), ids }));
  useShortcuts({
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    escape: () => isFiltering(filter) && setFilter(noFilter),
    '/': (event) => {
      event.preventDefault();
      query.current?.focus();
    },
  });
  const clear = <Button onClick={() => setFilter(noFilter)}>Clear filters</Button>;

  return (
    <>
      <PageHeader
        title="Inbox"
        note="Incidents by impact: severity, models hit by the same source, newness"
      />
      <div className={styles.grid}>
        <div className={styles.facets} {...(facetsOpen ? {} : { 'data-closed': true })}>
          <FacetList
            facets={incidentFacets(all, filter)}
            onToggle={(field, value) => setFilter(toggleFacet(filter, field, value))}
          />
        </div>
        <div className={styles.main}>
          <QueryBar filter={filter} onFilter={setFilter} inputRef={query} />
          <div className={styles.count}>
            <Button
              className={styles.filters ?? ''}
              aria-expanded={facetsOpen}
              onClick={() => setFacetsOpen(!facetsOpen)}
            >
              Filters
            </Button>
            {incidents.data !== undefined && (
              <InboxCount shown={shown.length} all={all.length} complete={incidents.data.complete} />
            )}
            {isFiltering(filter) && clear}
          </div>
          <div className={styles.panel} ref={list}>
            {incidents.isPending && <LoadingLines what="the incidents" lines={6} height={28} />}
            {incidents.error && (
              <ErrorState
                what="The incidents"
                error={incidents.error}
                retry={() => void incidents.refetch()}
              />
            )}
            {incidents.data && all.length === 0 && models.data && <FirstRun models={models.data.items} />}
            {all.length > 0 && shown.length === 0 && (
              <EmptyState title="No incident matches these filters" actions={clear}>
                {all.length === 1 ? 'One incident is' : `${all.length} incidents are`} hidden by them.
              </EmptyState>
            )}
            <IncidentSection
              title="Needs attention"
              incidents={alive}
              models={models.data?.items ?? []}
              now={now}
            />
            <IncidentSection
              title="Resolved"
              incidents={resolved}
              models={models.data?.items ?? []}
              now={now}
            />
          </div>
        </div>
      </div>
    </>
  );
}
