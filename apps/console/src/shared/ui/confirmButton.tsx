import { Button } from '@mantine/core';
import { useState } from 'react';
import styles from './confirmButton.module.css';

export interface ConfirmButtonProps {
  /** The verb on the button, e.g. "Revoke". */
  verb: string;
  /** What it is done to, for people who do not see the row. */
  subject: string;
  onConfirm: () => void;
  loading?: boolean;
}

/** A destructive action that asks once, in place. */
export function ConfirmButton({ verb, subject, onConfirm, loading = false }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button aria-label={`${verb} ${subject}`} onClick={() => setAsking(true)}>
        {verb}
      </Button>
    );
  }
  return (
    <span className={styles.ask}>
      <Button
        autoFocus
        loading={loading}
        aria-label={`Yes, ${verb.toLowerCase()} ${subject}`}
        onClick={onConfirm}
      >
        Yes, {verb.toLowerCase()}
      </Button>
      <Button variant="subtle" onClick={() => setAsking(false)}>
        Cancel
      </Button>
    </span>
  );
}
