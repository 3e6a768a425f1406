import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { useCan } from '../../shared/api/useCan.js';
import { DeliveryTable } from '../../shared/deliveries/deliveryTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { Panel } from '../../shared/ui/panel.js';
import { ApiKeysPanel } from './apiKeysPanel.js';
import styles from './settings.module.css';
import { WebhookForm } from './webhookForm.js';
import { WebhookTable } from './webhookTable.js';

/** Who is told, what was sent, and who may send. */
export function SettingsPage() {
  const webhooks = useQuery(queries.webhooks());
  const deliveries = useQuery(queries.deliveries());
  const admin = useCan('admin');
  const status = useQuery(queries.status());
  return (
    <>
      <PageHeader title="Settings" note={status.data && `Driftline ${status.data.version}`} />
      <div className={styles.stack}>
        <Panel title="Webhooks" note="signed by Standard Webhooks, retried, logged" flush>
          {webhooks.isPending && <LoadingLines what="the webhooks" lines={2} />}
          {webhooks.error && (
            <ErrorState what="The webhooks" error={webhooks.error} retry={() => void webhooks.refetch()} />
          )}
          {webhooks.data && webhooks.data.items.length === 0 && (
            <EmptyState title="Nobody is told yet">
              Add an address that takes a POST: a chat's incoming hook, a pager, or your own receiver.
            </EmptyState>
          )}
          {webhooks.data && webhooks.data.items.length > 0 && <WebhookTable webhooks={webhooks.data.items} />}
          {admin.allowed ? <WebhookForm /> : <p className={styles.why}>{admin.why}.</p>}
        </Panel>
        <Panel title="Delivery log" flush>
          {deliveries.isPending && <LoadingLines what="the delivery log" lines={3} />}
          {deliveries.error && (
            <ErrorState
              what="The delivery log"
              error={deliveries.error}
              retry={() => void deliveries.refetch()}
            />
          )}
          {deliveries.data && deliveries.data.items.length === 0 && (
            <EmptyState title="Nothing was sent yet">Each alert is listed here with its outcome.</EmptyState>
          )}
          {deliveries.data && deliveries.data.items.length > 0 && (
            <DeliveryTable deliveries={deliveries.data.items} />
          )}
        </Panel>
        <ApiKeysPanel />
      </div>
    </>
  );
}
