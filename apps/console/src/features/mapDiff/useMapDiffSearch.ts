import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

export interface MapDiffSearch {
  /** What changed: `source`, `edge`…; everything when left out. */
  subject?: string | undefined;
  /** `appeared`, `vanished` or `changed`; all when left out. */
  change?: string | undefined;
  /** `all` shows also what reaches no model. */
  reach?: string | undefined;
  /** Words that a change must hold. */
  q?: string | undefined;
}

/** What the comparison shows, which lives in the URL. */
export function useMapDiffSearch(): { search: MapDiffSearch; change: (change: MapDiffSearch) => void } {
  const search = useSearch({ from: '/shell/maps/$mapId/compare/$baseId' });
  const navigate = useNavigate();
  const change = useCallback(
    (next: MapDiffSearch) =>
      void navigate({
        to: '.',
        search: (old: MapDiffSearch) => ({ ...old, ...next }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return { search, change };
}
