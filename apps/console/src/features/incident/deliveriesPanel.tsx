import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../../shared/api/queries.js';
import { DeliveryList } from '../../shared/deliveries/deliveryList.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { Panel } from '../../shared/ui/panel.js';

/** Alerts that were sent for this incident. */
export function DeliveriesPanel({ incidentId }: { incidentId: string }) {
  const deliveries = useQuery(queries.deliveries(incidentId));
  return (
    <Panel title="Alerts sent" flush>
      {deliveries.isPending && <LoadingLines what="the deliveries" lines={3} />}
      {deliveries.error && (
        <ErrorState what="The deliveries" error={deliveries.error} retry={() => void deliveries.refetch()} />
      )}
      {deliveries.data && deliveries.data.items.length === 0 && (
        <EmptyState title="No alert was sent">
          Add a webhook in <Link to="/settings">settings</Link> to be told.
        </EmptyState>
      )}
      {deliveries.data && <DeliveryList deliveries={deliveries.data.items} />}
    </Panel>
  );
}
