import type { Model, Window } from '@driftline/contracts';
import { Button, VisuallyHidden } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { DistributionPanel } from '../../shared/charts/distributionPanel.js';
import { formatNumber, plural } from '../../shared/numbers/formatNumber.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { Panel } from '../../shared/ui/panel.js';
import { columnDrift } from './columnDrift.js';
import styles from './models.module.css';

/** The model's columns with their drift; choosing one shows its distribution beside the reference. */
export function ColumnsPanel({ model, windows }: { model: Model; windows: readonly Window[] }) {
  const { column: chosen } = useSearch({ from: '/shell/models/$model' });
  const navigate = useNavigate();
  const choose = (column: string | undefined) =>
    void navigate({ to: '.', search: (old) => ({ ...old, column }), replace: true, resetScroll: false });
  const columns = columnDrift(model, windows);
  const from = Math.min(...windows.map((window) => Date.parse(window.start)));
  const to = Math.max(...windows.map((window) => Date.parse(window.end)));
  return (
    <Panel title="Columns" note={plural(columns.length, 'column')} flush>
      <DataTable
        label="Columns"
        head={
          <>
            <th scope="col">Column</th>
            <th scope="col">Strongest finding</th>
            <th scope="col" data-number>
              Windows
            </th>
            <th scope="col">Newest</th>
            <th scope="col">
              <VisuallyHidden>Distribution</VisuallyHidden>
            </th>
          </>
        }
      >
        {columns.map(({ name, types, windows: hit, strongest, newestAt }) => (
          <tr key={name}>
            <td>
              <strong>{name}</strong>
              <p className={styles.sub}>{types.join(', ')}</p>
            </td>
            <td>
              {strongest === undefined ? (
                <span className={styles.sub}>none</span>
              ) : (
                <>
                  {strongest.kind}
                  <p className={styles.sub}>
                    {strongest.measure} {formatNumber(strongest.effect)}, threshold{' '}
                    {formatNumber(strongest.threshold)}
                  </p>
                </>
              )}
            </td>
            <td data-number>{hit}</td>
            <td>{newestAt === undefined ? '' : <Timestamp at={newestAt} style="date" />}</td>
            <td data-number>
              <Button
                aria-expanded={chosen === name}
                aria-label={`${chosen === name ? 'Hide' : 'Show'} distribution of ${name}`}
                disabled={windows.length === 0}
                onClick={() => choose(chosen === name ? undefined : name)}
              >
                {chosen === name ? 'Hide' : 'Show'}
              </Button>
            </td>
          </tr>
        ))}
      </DataTable>
      {chosen !== undefined && windows.length > 0 && (
        <section className={styles.chosen} aria-label={`Distribution of ${chosen}`}>
          <h3 style={{ fontSize: 'var(--text-body)', marginBottom: 8 }}>
            {chosen}: reference and this time range
          </h3>
          <DistributionPanel model={model.name} column={chosen} from={from} to={to} />
        </section>
      )}
    </Panel>
  );
}
