import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { EmptyState } from '../../shared/ui/emptyState.js';

/** A bug of the console itself: said plainly, with the words to report it. */
export function CrashPage({ error }: ErrorComponentProps) {
  return (
    <div role="alert">
      <EmptyState
        centred
        title="This page has failed"
        actions={<Button onClick={() => window.location.reload()}>Reload the page</Button>}
      >
        It is a bug of the console, your data is not touched. Report it with these words:{' '}
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </EmptyState>
    </div>
  );
}
