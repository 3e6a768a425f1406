import type { MapDiffCounts, RepositoryMap } from '@driftline/contracts';
import { Link } from '@tanstack/react-router';
import { Timestamp } from '../../shared/time/timestamp.js';
import { DataTable } from '../../shared/ui/dataTable.js';
import styles from './repositories.module.css';

const subjects = {
  source: 'sources',
  dependency: 'dependencies',
  edge: 'edges',
  model: 'models',
  dataset: 'datasets',
};

/** What changed, as `+1 −0 ~2 sources`, for each subject that changed. */
function countWords(counts: MapDiffCounts): string {
  const words = (['source', 'dependency', 'model', 'dataset', 'edge'] as const).flatMap((subject) => {
    const { appeared, vanished, changed } = counts[subject];
    return appeared + vanished + changed === 0
      ? []
      : [`+${appeared} −${vanished} ~${changed} ${subjects[subject]}`];
  });
  return words.join(', ') || 'Nothing changed';
}

/** Each map of a repository, with what differs from the one before. */
export function MapHistory({ maps }: { maps: readonly RepositoryMap[] }) {
  return (
    <DataTable
      label="Maps"
      head={
        <>
          <th scope="col">Commit</th>
          <th scope="col">Made</th>
          <th scope="col">What changed</th>
          <th scope="col">Models reached</th>
        </>
      }
    >
      {maps.map((map) => (
        <tr key={map.id}>
          <td>
            <Link to="/maps/$mapId" params={{ mapId: map.id }} style={{ fontWeight: 600 }}>
              <code>{map.commit?.slice(0, 10) ?? 'no commit'}</code>
            </Link>
          </td>
          <td style={{ whiteSpace: 'nowrap' }}>
            <Timestamp at={map.createdAt} />
          </td>
          <td data-wide>
            <Difference map={map} />
          </td>
          <td data-wide>{map.models?.join(', ') || <span className={styles.sub}>none</span>}</td>
        </tr>
      ))}
    </DataTable>
  );
}

function Difference({ map }: { map: RepositoryMap }) {
  if (map.status === 'failed') return <>{map.error ?? 'It could not be mapped'}</>;
  if (map.status !== 'done') return <>Being mapped</>;
  if (map.base === null || map.counts === null) return <span className={styles.sub}>The first map</span>;
  return (
    <Link to="/maps/$mapId/compare/$baseId" params={{ mapId: map.id, baseId: map.base }}>
      {countWords(map.counts)}
    </Link>
  );
}
