import { type DependencyMap, dependencyMapSchema, type StoredMap } from '@driftline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useMemo } from 'react';
import { queries } from '../../shared/api/queries.js';
import { formatCount, plural } from '../../shared/numbers/formatNumber.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { MapActions } from './mapActions.js';
import styles from './maps.module.css';
import { MapView } from './mapView.js';

function wholeMap(map: StoredMap | undefined): DependencyMap | undefined {
  return map?.status === 'done' ? dependencyMapSchema.safeParse(map).data : undefined;
}

/** One dependency map: under way, failed, or to look at. */
export function MapPage() {
  const { mapId } = useParams({ from: '/shell/maps/$mapId' });
  const map = useQuery(queries.map(mapId));
  const whole = useMemo(() => wholeMap(map.data), [map.data]);
  if (map.isPending) return <LoadingLines what="the map" lines={9} height={30} />;
  if (map.error) {
    return (
      <>
        <PageHeader title="Dependency map" />
        <ErrorState what="The map" error={map.error} retry={() => void map.refetch()} />
      </>
    );
  }
  if (whole === undefined) return <Unfinished map={map.data} />;
  const { repository, statistics, models, datasets } = whole;
  const sources = datasets.filter((dataset) => dataset.external);
  return (
    <>
      <PageHeader
        aside={<MapActions mapId={mapId} repository={repository.path} />}
        title={repository.path.split('/').filter(Boolean).at(-1) ?? repository.path}
        note={
          <>
            <code>{repository.path}</code>
            {repository.commit !== null && (
              <>
                {' '}
                at <code>{repository.commit.slice(0, 10)}</code>
              </>
            )}
            ; {plural(models.length, 'model')}, {plural(sources.length, 'source')}, read from{' '}
            {plural(statistics.files, 'file')} with {formatCount(statistics.lines)} lines
          </>
        }
      />
      <MapView map={whole} />
    </>
  );
}

function Unfinished({ map }: { map: StoredMap }) {
  const failed = map.status === 'failed';
  return (
    <>
      <PageHeader title={map.repository?.path ?? 'Dependency map'} />
      <div className={styles.card}>
        {failed ? (
          <EmptyState title="The repository could not be mapped">
            {map.error ?? 'No reason was given.'}
          </EmptyState>
        ) : (
          <div role="status">
            <EmptyState
              title={
                map.status === 'queued' ? 'Waiting for the mapper' : 'The mapper is reading the repository'
              }
            >
              This page shows the map as soon as it is done.
            </EmptyState>
            <LoadingLines what="the map" lines={5} />
          </div>
        )}
      </div>
    </>
  );
}
