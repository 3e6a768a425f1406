import type { MapDiff } from '@driftline/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { queries } from '../../shared/api/queries.js';
import { plural } from '../../shared/numbers/formatNumber.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { LinkButton } from '../../shared/ui/linkButton.js';
import { LoadingLines } from '../../shared/ui/loadingLines.js';
import { PageHeader } from '../../shared/ui/pageHeader.js';
import { Panel } from '../../shared/ui/panel.js';
import { ChangeList } from './changeList.js';
import styles from './mapDiff.module.css';
import { ModelChanges } from './modelChanges.js';

const shortCommit = (commit: string | null) => commit?.slice(0, 10) ?? 'no commit';

/** What differs between two maps of a repository, and which models that reaches. */
export function MapDiffPage() {
  const { mapId, baseId } = useParams({ from: '/shell/maps/$mapId/compare/$baseId' });
  const diff = useQuery(queries.mapDiff(mapId, baseId));
  if (diff.isPending) return <LoadingLines what="the comparison" lines={9} height={30} />;
  if (diff.error) {
    return (
      <>
        <PageHeader title="What changed" />
        <ErrorState what="The comparison" error={diff.error} retry={() => void diff.refetch()} />
      </>
    );
  }
  return <Comparison diff={diff.data} mapId={mapId} baseId={baseId} />;
}

function Comparison({ diff, mapId, baseId }: { diff: MapDiff; mapId: string; baseId: string }) {
  const names = new Map(diff.models.map(({ key, name }) => [key, name]));
  const modelName = (key: string) => names.get(key) ?? key;
  return (
    <>
      <PageHeader
        title="What changed"
        note={
          <>
            <code>{diff.head.repository}</code> from{' '}
            <Link to="/maps/$mapId" params={{ mapId: baseId }}>
              <code>{shortCommit(diff.base.commit)}</code>
            </Link>{' '}
            to{' '}
            <Link to="/maps/$mapId" params={{ mapId }}>
              <code>{shortCommit(diff.head.commit)}</code>
            </Link>
            ; {plural(diff.changes.length, 'change')}
          </>
        }
        aside={
          <LinkButton to="/maps/$mapId/compare/$baseId" params={{ mapId: baseId, baseId: mapId }}>
            Look the other way
          </LinkButton>
        }
      />
      <div className={styles.stack}>
        <Panel title="Models" note="that a change reaches" flush>
          {diff.models.length === 0 ? (
            <EmptyState title="No model is reached">
              Whatever changed, no training data of a model runs through it.
            </EmptyState>
          ) : (
            <ModelChanges models={diff.models} />
          )}
        </Panel>
        <ChangeList diff={diff} modelName={modelName} />
      </div>
    </>
  );
}
