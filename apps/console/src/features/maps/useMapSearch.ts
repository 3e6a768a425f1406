import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export interface MapSearch {
  /** Node in the middle. `all` shows the whole map. */
  focus?: string | undefined;
  depth?: string | undefined;
  /** Node whose drawer is open. */
  node?: string | undefined;
  /** Nodes whose neighbours are shown besides, with commas. */
  expanded?: string | undefined;
  /** `upstream` or `downstream`; both when left out. */
  direction?: string | undefined;
  view?: string | undefined;
  /** Words that rows of the tables must hold. */
  q?: string | undefined;
}

/** The map's view state, which lives in the URL. */
export function useMapSearch(): { search: MapSearch; change: (change: MapSearch) => void } {
  const search = useSearch({ from: '/shell/maps/$mapId' });
  const navigate = useNavigate();
  const change = useCallback(
    (next: MapSearch) =>
      void navigate({ to: '.', search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  return { search, change };
}
