import { useQuery } from '@tanstack/react-query';
import { queries } from '../../shared/api/queries.js';
import { plural } from '../../shared/numbers/formatNumber.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LinkButton } from '../../shared/ui/linkButton.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { ModelRow } from './modelRow.js';
import styles from './models.module.css';

/** Every model with its newest SLI beside its reference. */
export function ModelsPage() {
  const models = useQuery(queries.models());
  const items = [...(models.data?.items ?? [])].sort(
    (a, b) => b.openIncidents - a.openIncidents || a.name.localeCompare(b.name),
  );
  return (
    <>
      <PageHeader title="Models" note={models.data && plural(items.length, 'model')} />
      <div className={styles.card}>
        {models.isPending && <LoadingLines what="the models" lines={5} height={28} />}
        {models.error && (
          <ErrorState what="The models" error={models.error} retry={() => void models.refetch()} />
        )}
        {models.data && items.length === 0 && (
          <EmptyState
            title="No model sends predictions yet"
            actions={<LinkButton to="/">See how to send some</LinkButton>}
          >
            A model appears here with its first prediction. Nothing is configured beforehand.
          </EmptyState>
        )}
        {items.length > 0 && (
          <DataTable
            label="Models"
            head={
              <>
                <th scope="col">Model</th>
                <th scope="col">Newest SLI</th>
                <th scope="col">Reference</th>
                <th scope="col" data-number>
                  Predictions
                </th>
                <th scope="col" data-number>
                  Labelled
                </th>
                <th scope="col">Newest event</th>
                <th scope="col">Incidents</th>
              </>
            }
          >
            {items.map((model) => (
              <ModelRow key={model.name} model={model} />
            ))}
          </DataTable>
        )}
      </div>
    </>
  );
}
