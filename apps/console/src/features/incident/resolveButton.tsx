import { Button } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import styles from './incident.module.css';

export interface ResolveButtonProps {
  disabled: boolean;
  loading: boolean;
  onResolve: () => void;
}

/** Resolves after asking once, with what follows if the trouble is not over. */
export function ResolveButton({ disabled, loading, onResolve }: ResolveButtonProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button
        leftSection={<IconCheck size={15} aria-hidden />}
        disabled={disabled}
        onClick={() => setAsking(true)}
      >
        Resolve
      </Button>
    );
  }
  return (
    <span className={styles.confirm}>
      Resolve now? It opens again when the evidence goes on.
      <Button autoFocus loading={loading} onClick={onResolve}>
        Yes, resolve
      </Button>
      <Button variant="subtle" onClick={() => setAsking(false)}>
        Cancel
      </Button>
    </span>
  );
}
