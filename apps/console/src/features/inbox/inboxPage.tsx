import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { queries } from '../../shared/api/queries.js';
import { inboxMemory } from '../../shared/incidents/inboxMemory.js';
import { useShortcuts } from '../../shared/keyboard/useShortcuts.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { FacetList } from './facetList.js';
import { FirstRun } from './firstRun.js';
import { InboxCount } from './inboxCount.js';
import { InboxList } from './inboxList.js';
import styles from './inboxPage.module.css';
import { toggleFacet } from './incidentFacets.js';
import { searchOfFilter } from './incidentFilter.js';
import { QueryBar } from './queryBar.js';
import { useInbox } from './useInbox.js';
import { useRowKeys } from './useRowKeys.js';

/** Every incident, sorted by impact, found by facets and by a typed query on the same state in the URL. */
export function InboxPage() {
  const incidents = useQuery(queries.incidents());
  const models = useQuery(queries.models());
  const all = incidents.data?.items ?? [];
  const inbox = useInbox(all);
  const list = useRef<HTMLDivElement>(null);
  const query = useRef<HTMLInputElement>(null);
  const [facetsOpen, setFacetsOpen] = useState(false);
  const moveFocus = useRowKeys(list);
  const ids = [...inbox.alive, ...inbox.resolved].map((incident) => incident.id);
  useEffect(() => inboxMemory.write({ search: searchOfFilter(inbox.filter), ids }));
  useShortcuts({
    j: () => moveFocus(1),
    k: () => moveFocus(-1),
    escape: () => inbox.narrowed && inbox.clear(),
    '/': (event) => {
      event.preventDefault();
      query.current?.focus();
    },
  });
  const header = (
    <PageHeader title="Inbox" note="Incidents by impact: severity, models hit by the same source, newness" />
  );
  if (incidents.data && all.length === 0) {
    return (
      <>
        {header}
        <div className={styles.panel}>
          {models.data ? <FirstRun models={models.data.items} /> : <LoadingLines what="the models" />}
        </div>
      </>
    );
  }
  return (
    <>
      {header}
      <div className={styles.grid}>
        <div className={styles.facets} {...(facetsOpen ? {} : { 'data-closed': true })}>
          <FacetList
            facets={inbox.facets}
            onToggle={(field, value) => inbox.setFilter(toggleFacet(inbox.filter, field, value))}
          />
        </div>
        <div className={styles.main}>
          <QueryBar filter={inbox.filter} onFilter={inbox.setFilter} inputRef={query} />
          <div className={styles.count}>
            <Button
              className={styles.filters ?? ''}
              aria-expanded={facetsOpen}
              onClick={() => setFacetsOpen(!facetsOpen)}
            >
              Filters
            </Button>
            {incidents.data && (
              <InboxCount shown={inbox.shown} all={all.length} complete={incidents.data.complete} />
            )}
            {inbox.narrowed && <Button onClick={inbox.clear}>Clear filters</Button>}
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
            {incidents.data && (
              <InboxList inbox={inbox} models={models.data?.items ?? []} hidden={all.length} />
            )}
          </div>
        </div>
      </div>
    </>
  );
}
