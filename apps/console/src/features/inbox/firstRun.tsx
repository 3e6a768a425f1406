import type { Model } from '@driftline/contracts';
import { Link } from '@tanstack/react-router';
import { formatCount, plural } from '../../shared/numbers/formatNumber.js';
import { Timestamp } from '../../shared/time/timestamp.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { LinkButton } from '../../shared/ui/linkButton.js';
import { Snippet } from '../../shared/ui/snippet.js';
import styles from './firstRun.module.css';
import { sendPredictionSnippet } from './sendPredictionSnippet.js';

/** An inbox that never held an incident: before the first model, how to send; after it, what is watched. */
export function FirstRun({ models }: { models: readonly Model[] }) {
  if (models.length === 0) {
    return (
      <EmptyState title="No model sends predictions yet">
        <div className={styles.steps}>
          <p>
            Send the predictions of a model, and later their labels when they become known. Monitors appear by
            themselves; an incident opens here when an SLI leaves its reference.
          </p>
          <Snippet label="curl command" code={sendPredictionSnippet(window.location.origin)} />
          <p>
            The key is printed when Driftline starts. If the collector runs by itself, use its address. Then{' '}
            <Link to="/maps">map the repository</Link> that builds the model, so that incidents can name their
            source.
          </p>
        </div>
      </EmptyState>
    );
  }
  const newest = models
    .flatMap((model) => model.newestEventAt ?? [])
    .sort()
    .at(-1);
  const learning = models.filter((model) => model.reference === null);
  return (
    <EmptyState title="No incident so far" actions={<LinkButton to="/models">See the models</LinkButton>}>
      <p>
        Driftline watches {plural(models.length, 'model')} with{' '}
        {formatCount(models.reduce((sum, model) => sum + model.rows, 0))} predictions
        {newest !== undefined && (
          <>
            ; the newest event is of <Timestamp at={newest} />
          </>
        )}
        .
      </p>
      {learning.length > 0 && (
        <p>
          {learning.map((model) => model.name).join(', ')}: no reference is learnt yet, so nothing can be
          compared. Send a labelled period with <code>"reference": true</code>.
        </p>
      )}
    </EmptyState>
  );
}
