import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { useCan } from '../../shared/api/useCan.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { Panel } from '../../shared/ui/panel.js';
import { ApiKeyForm } from './apiKeyForm.js';
import { ApiKeyTable } from './apiKeyTable.js';

/** Keys of senders and readers; only an admin sees them. */
export function ApiKeysPanel() {
  const { allowed, why } = useCan('admin');
  const keys = useQuery({ ...queries.apiKeys(), enabled: allowed });
  const items = keys.data?.items ?? [];
  return (
    <Panel title="API keys" note="stored as hashes; a key is shown once" flush>
      {!allowed && <EmptyState title="API keys are for admins">{why}.</EmptyState>}
      {allowed && keys.isPending && <LoadingLines what="the API keys" lines={2} />}
      {keys.error && <ErrorState what="The API keys" error={keys.error} retry={() => void keys.refetch()} />}
      {keys.data && items.length === 0 && (
        <EmptyState title="No key yet">A model server needs one with the scope ingest.</EmptyState>
      )}
      {items.length > 0 && <ApiKeyTable keys={items} />}
      {allowed && <ApiKeyForm />}
    </Panel>
  );
}
