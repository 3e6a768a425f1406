import styles from './codeBlock.module.css';
import { useScrollFocus } from './useScrollFocus.js';

/** Lines of code, scrolling by themselves. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  const scroll = useScrollFocus();
  return (
    <figure ref={scroll} className={styles.block} aria-label={label}>
      <pre className={styles.code}>{code}</pre>
    </figure>
  );
}
