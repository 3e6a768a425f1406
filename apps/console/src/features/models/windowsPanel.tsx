import type { Model, Window } from '@driftline/contracts';
import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { formatCount, formatShare, plural } from '../../shared/numbers/formatNumber.js';
import { metricName } from '../../shared/numbers/metricName.js';
import { SliValue } from '../../shared/slis/sliValue.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Badge } from '../../shared/ui/badge.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import { Panel } from '../../shared/ui/panel.js';
import styles from './models.module.css';
import { mainMetric } from './newestSli.js';

const step = 20;

const meanings = {
  provisional: 'The window is still open',
  final: 'The window and its lateness are over; labels may still arrive',
  revised: 'Evaluated anew as labels arrived',
};

export interface WindowsPanelProps {
  model: Model;
  windows: readonly Window[];
  complete: boolean;
}

/** The figures behind the chart, newest first. */
export function WindowsPanel({ model, windows, complete }: WindowsPanelProps) {
  const search = useSearch({ from: '/shell/models/$model' });
  const [shown, setShown] = useState(step);
  if (windows.length === 0) return null;
  const metric = search.metric ?? mainMetric(model) ?? windows[0]?.slis[0]?.metric ?? '';
  const sorted = [...windows].sort((a, b) => Date.parse(b.start) - Date.parse(a.start));
  return (
    <Panel
      title="Windows"
      note={`${plural(windows.length, 'window')}${complete ? '' : ', older ones not listed'}`}
      flush
    >
      <DataTable
        label="Windows"
        head={
          <>
            <th scope="col">Start</th>
            <th scope="col">State</th>
            <th scope="col" data-number>
              Rows
            </th>
            <th scope="col" data-number>
              Maturity
            </th>
            <th scope="col">{metricName(metric)}, realised</th>
            <th scope="col">{metricName(metric)}, estimated</th>
            <th scope="col">Findings</th>
          </>
        }
      >
        {sorted.slice(0, shown).map((window) => (
          <tr key={window.start}>
            <td style={{ whiteSpace: 'nowrap' }}>
              <Timestamp at={window.start} />
            </td>
            <td>
              <Badge tone="quiet" title={meanings[window.state]}>
                {window.state}
              </Badge>
            </td>
            <td data-number>{formatCount(window.rows)}</td>
            <td data-number>{formatShare(window.maturity)}</td>
            <td data-wide>
              <SliValue sli={window.slis.find((sli) => sli.metric === metric && sli.kind === 'realised')} />
            </td>
            <td data-wide>
              <SliValue sli={window.slis.find((sli) => sli.metric === metric && sli.kind === 'estimated')} />
            </td>
            <td data-wide>
              {window.findings.length === 0 ? (
                <span className={styles.sub}>none</span>
              ) : (
                findingsByKind(window).map(([kind, columns]) => (
                  <p key={kind}>
                    {kind} <span className={styles.sub}>{columns}</span>
                  </p>
                ))
              )}
            </td>
          </tr>
        ))}
      </DataTable>
      {shown < windows.length && (
        <div className={styles.more}>
          <Button onClick={() => setShown(shown + 60)}>
            Show {Math.min(60, windows.length - shown)} more
          </Button>
        </div>
      )}
    </Panel>
  );
}

function findingsByKind(window: Window): [kind: string, columns: string][] {
  const kinds = [...new Set(window.findings.map((finding) => finding.kind))];
  return kinds.map((kind) => [
    kind,
    window.findings
      .filter((finding) => finding.kind === kind)
      .map((finding) => finding.column ?? 'whole window')
      .join(', '),
  ]);
}
