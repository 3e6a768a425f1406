import type { ReactNode } from 'react';
import styles from './message.module.css';

export interface EmptyStateProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  centred?: boolean;
}

/** Nothing here, why, and the next step. */
export function EmptyState({ title, children, actions, centred = false }: EmptyStateProps) {
  return (
    <div className={`${styles.message} ${centred ? styles.centred : ''}`}>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
