import type { Facets } from './lineageGraph.js';
import type { StampedFacets } from './lineageState.js';

/**
 * Lays the facets of an event at time `at` over what is known: per facet the later event wins, whatever the order of
 * arrival. Between different facets of one time the greater text wins, so that every order gives one result.
 */
export function mergeFacets(known: StampedFacets, facets: Facets | undefined, at: number): void {
  for (const [name, facet] of Object.entries(facets ?? {})) {
    const before = known.facetTimes[name] ?? Number.NEGATIVE_INFINITY;
    if (at < before) continue;
    if (at === before && JSON.stringify(facet) <= JSON.stringify(known.facets[name])) continue;
    known.facets[name] = facet;
    known.facetTimes[name] = at;
  }
}

/** Facets without those that their producer took back (`_deleted`). */
export function visibleFacets(facets: Facets): Facets {
  return Object.fromEntries(Object.entries(facets).filter(([, facet]) => !isDeleted(facet)));
}

function isDeleted(facet: unknown): boolean {
  return typeof facet === 'object' && facet !== null && '_deleted' in facet && facet._deleted === true;
}
