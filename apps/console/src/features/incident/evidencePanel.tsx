import type { Finding } from '@driftline/contracts';
import { formatNumber, plural } from '../../shared/numbers/formatNumber.js';
import { Badge } from '../../shared/ui/badge.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { Panel } from '../../shared/ui/panel.js';
import styles from './incident.module.css';

const meanings = {
  hard: 'A hard error: it pages by itself',
  soft: 'Strong evidence; it does not page by itself',
  drift: 'Evidence only',
};

function details(finding: Finding): string {
  return Object.entries(finding.details)
    .filter(([, value]) => value !== null)
    .map(
      ([name, value]) =>
        `${name.replace(/([A-Z])/g, ' $1').toLowerCase()} ${typeof value === 'number' ? formatNumber(value) : value}`,
    )
    .join(', ');
}

/** Each finding with its effect against the threshold that was calibrated for it. */
export function EvidencePanel({ findings }: { findings: readonly Finding[] }) {
  return (
    <Panel title="Evidence" note={plural(findings.length, 'finding')} flush>
      {findings.length === 0 ? (
        <EmptyState title="The incident has no finding">Its SLI alone opened it.</EmptyState>
      ) : (
        <DataTable
          label="Evidence"
          head={
            <>
              <th scope="col">Finding</th>
              <th scope="col">Column</th>
              <th scope="col" data-number>
                Effect
              </th>
              <th scope="col" data-number>
                Threshold
              </th>
              <th scope="col">What it says</th>
            </>
          }
        >
          {findings.map((finding) => (
            <tr key={`${finding.kind} ${finding.column} ${finding.measure}`}>
              <td>
                {finding.kind}
                <p>
                  <Badge tone="quiet" title={meanings[finding.level]}>
                    {finding.level}
                  </Badge>
                </p>
              </td>
              <td>{finding.column ?? <span className={styles.sub}>whole window</span>}</td>
              <td data-number>
                <strong>{formatNumber(finding.effect)}</strong>
              </td>
              <td data-number>{formatNumber(finding.threshold)}</td>
              <td data-wide>
                {finding.message}
                <p className={styles.sub}>{[finding.measure, details(finding)].filter(Boolean).join('; ')}</p>
              </td>
            </tr>
          ))}
        </DataTable>
      )}
    </Panel>
  );
}
