import type { Incident } from '@driftline/contracts';
import { Select } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { DistributionPanel } from '../../shared/charts/distributionPanel.js';
import { Panel } from '../../shared/ui/panel.js';

/** Columns worth comparing: suspects in their order, then what the findings name. */
function columnsOf(incident: Incident): string[] {
  const found = incident.findings.flatMap((finding) => finding.column ?? []);
  return [...new Set([...incident.suspects.columns.map((suspect) => suspect.name), ...found])];
}

/** Reference and incident distribution of the most suspected column. */
export function ColumnPanel({ incident, now }: { incident: Incident; now: number }) {
  const search = useSearch({ from: '/shell/incidents/$incidentId' });
  const navigate = useNavigate();
  const columns = columnsOf(incident);
  const column = columns.find((candidate) => candidate === search.column) ?? columns[0];
  if (column === undefined) return null;
  const hour = 3_600_000;
  const end = incident.closedAt === null ? Math.ceil(now / hour) * hour : Date.parse(incident.closedAt);
  return (
    <Panel
      title="Distribution: reference and incident"
      aside={
        <Select
          aria-label="Column"
          data={columns}
          value={column}
          allowDeselect={false}
          onChange={(next) =>
            void navigate({
              to: '.',
              search: (old) => ({ ...old, column: next ?? undefined }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      }
    >
      <DistributionPanel
        model={incident.model}
        column={column}
        from={Date.parse(incident.startedAt)}
        to={end}
      />
    </Panel>
  );
}
