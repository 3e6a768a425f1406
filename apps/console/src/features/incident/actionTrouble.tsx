import { ApiError } from '../../shared/api/apiError.js';
import styles from './incident.module.css';

/** Why an action failed, beside its button. */
export function ActionTrouble({ error }: { error: Error | null }) {
  return (
    <p role="alert" className={styles.trouble}>
      {error === null
        ? ''
        : `It was not done: ${error.message}${error instanceof ApiError ? ` ${error.action ?? ''} (${error.code})` : ''}`}
    </p>
  );
}
