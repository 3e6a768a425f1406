import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './badge.module.css';

export type BadgeTone = 'plain' | 'quiet' | 'accent' | 'page' | 'warn';

export interface BadgeProps {
  icon?: Icon;
  tone?: BadgeTone;
  title?: string;
  children: ReactNode;
}

/** A word with a sign: colour never says it alone. */
export function Badge({ icon: Sign, tone = 'plain', title, children }: BadgeProps) {
  return (
    <span className={`${styles.badge} ${tone === 'plain' ? '' : styles[tone]}`} title={title}>
      {Sign !== undefined && <Sign size={13} stroke={2} aria-hidden />}
      {children}
    </span>
  );
}
