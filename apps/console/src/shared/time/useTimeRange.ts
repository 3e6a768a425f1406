import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { searchOfTimeRange, type TimeRange, timeRangeOfSearch } from './timeRange.js';

/** The global time range, which lives in the URL. */
export function useTimeRange(): { range: TimeRange; setRange: (range: TimeRange) => void } {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const { range: span, from, to } = search;
  const range = useMemo(() => timeRangeOfSearch({ range: span, from, to }), [span, from, to]);
  const setRange = (next: TimeRange) => {
    void navigate({ to: '.', search: (old) => ({ ...old, ...searchOfTimeRange(next) }) });
  };
  return { range, setRange };
}
