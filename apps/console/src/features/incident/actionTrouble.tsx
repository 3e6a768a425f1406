import { errorWords } from '../../shared/api/errorWords.js';
import styles from './incident.module.css';

/** Why an action failed, beside its button. */
export function ActionTrouble({ error }: { error: Error | null }) {
  return (
    <p role="alert" className={styles.trouble}>
      {error === null ? '' : `It was not done: ${errorWords(error)}`}
    </p>
  );
}
