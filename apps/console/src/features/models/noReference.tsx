import type { Model } from '@driftline/contracts';
import { plural } from '../../shared/numbers/formatNumber.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import styles from './models.module.css';

/** Why nothing is judged yet, and what changes that. */
export function NoReference({ model }: { model: Model }) {
  return (
    <div className={styles.card}>
      <EmptyState title="Cannot know yet: no reference is learnt">
        The model has {plural(model.rows, 'prediction')} and {plural(model.labels, 'label')}. Send a labelled
        period with <code>"reference": true</code>; windows, SLIs and findings then begin by themselves.
      </EmptyState>
    </div>
  );
}
