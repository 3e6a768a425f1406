import { IconCheck, IconClock, IconLoader2, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { MapSummary } from '../../shared/api/mapSummary.js';
import { formatCount } from '../../shared/numbers/formatNumber.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { Badge } from '../../shared/ui/badge.js';
import { DataTable } from '../../shared/ui/dataTable.js';

const looks = {
  queued: { icon: IconClock, word: 'Queued' },
  running: { icon: IconLoader2, word: 'Running' },
  done: { icon: IconCheck, word: 'Done' },
  failed: { icon: IconX, word: 'Failed' },
};

export function MapTable({ maps }: { maps: readonly MapSummary[] }) {
  return (
    <DataTable
      label="Maps"
      head={
        <>
          <th scope="col">Repository</th>
          <th scope="col">Commit</th>
          <th scope="col">Status</th>
          <th scope="col" data-number>
            Models
          </th>
          <th scope="col" data-number>
            Datasets
          </th>
          <th scope="col">Made</th>
        </>
      }
    >
      {maps.map((map) => (
        <tr key={map.id}>
          <td data-wide>
            <Link to="/maps/$mapId" params={{ mapId: map.id }} style={{ fontWeight: 600 }}>
              {map.repository.path}
            </Link>
          </td>
          <td>{map.repository.commit === null ? '–' : <code>{map.repository.commit.slice(0, 10)}</code>}</td>
          <td>
            <Badge icon={looks[map.status].icon} tone={map.status === 'done' ? 'quiet' : 'plain'}>
              {looks[map.status].word}
            </Badge>
          </td>
          <td data-number>{map.models === null ? '–' : formatCount(map.models)}</td>
          <td data-number>{map.datasets === null ? '–' : formatCount(map.datasets)}</td>
          <td style={{ whiteSpace: 'nowrap' }}>
            <Timestamp at={map.createdAt} />
          </td>
        </tr>
      ))}
    </DataTable>
  );
}
