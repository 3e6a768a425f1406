import { Button } from '@mantine/core';
import { IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { ApiError } from '../api/apiError.js';
import styles from './message.module.css';

export interface ErrorStateProps {
  /** What could not be shown, e.g. "The incidents". */
  what: string;
  error: Error;
  retry?: () => void;
}

/** An error where the data would be: what failed, its code, what to do, and a way to try again. */
export function ErrorState({ what, error, retry }: ErrorStateProps) {
  const known = error instanceof ApiError ? error : undefined;
  return (
    <div className={`${styles.message} ${styles.error}`} role="alert">
      <p className={styles.title}>
        <IconPlugConnectedX size={18} aria-hidden /> {what} could not be read
      </p>
      <p className={styles.text}>{error.message}</p>
      {known?.action !== undefined && <p className={styles.text}>{known.action}</p>}
      <p className={styles.code}>
        {known?.code ?? 'console_bug'}
        {known?.where !== undefined && ` at ${known.where}`}
      </p>
      {retry !== undefined && (
        <div className={styles.actions}>
          <Button leftSection={<IconRefresh size={14} aria-hidden />} onClick={retry}>
            Try again
          </Button>
        </div>
      )}
    </div>
  );
}
