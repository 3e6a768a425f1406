import { type ReactNode, useEffect } from 'react';
import styles from './pageHeader.module.css';

export interface PageHeaderProps {
  title: string;
  note?: ReactNode;
  aside?: ReactNode;
}

/** The heading of a page, and the name of its tab. */
export function PageHeader({ title, note, aside }: PageHeaderProps) {
  useEffect(() => {
    document.title = `${title} · Driftline`;
  }, [title]);
  return (
    <header className={styles.header}>
      <div>
        <h1 className={styles.title}>{title}</h1>
        {note !== undefined && <div className={styles.note}>{note}</div>}
      </div>
      {aside !== undefined && <div className={styles.aside}>{aside}</div>}
    </header>
  );
}
