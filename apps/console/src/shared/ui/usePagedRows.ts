import { useState } from 'react';

export interface PagedRows<Row> {
  shown: readonly Row[];
  hidden: number;
  showMore: () => void;
}

/** The first rows of a long list, and a way to the next: a page of a thousand nodes stays quick. */
export function usePagedRows<Row>(rows: readonly Row[], step = 200): PagedRows<Row> {
  const [count, setCount] = useState(step);
  return {
    shown: rows.slice(0, count),
    hidden: Math.max(0, rows.length - count),
    showMore: () => setCount(count + step),
  };
}
