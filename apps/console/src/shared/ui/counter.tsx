import { formatCount } from '../numbers/formatNumber.js';
import styles from './counter.module.css';

/** A count beside a word. */
export function Counter({ count, tone }: { count: number; tone?: 'page' }) {
  return (
    <span className={`${styles.counter} ${tone === 'page' ? styles.page : ''}`}>{formatCount(count)}</span>
  );
}
