import type { ReactNode } from 'react';
import styles from './dataTable.module.css';
import { useScrollFocus } from './useScrollFocus.js';

export interface DataTableProps {
  label: string;
  /** Header cells, `<th>` each. */
  head: ReactNode;
  caption?: ReactNode;
  children: ReactNode;
}

/** A dense table that scrolls sideways by itself. Number columns carry `data-number`. */
export function DataTable({ label, head, caption, children }: DataTableProps) {
  const scroll = useScrollFocus();
  return (
    <div ref={scroll} className={styles.scroll}>
      <table className={styles.table} aria-label={label}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
