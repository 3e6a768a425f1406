import type { Proposal } from '@driftline/contracts';
import { Badge } from '../../shared/ui/badge.js';
import { EmptyState } from '../../shared/ui/emptyState.js';
import { Panel } from '../../shared/ui/panel.js';
import styles from './incident.module.css';

/** Repairs to choose from, as proposed; nothing is executed by itself. */
export function ProposalsPanel({ proposals }: { proposals: readonly Proposal[] }) {
  return (
    <Panel title="Proposed repairs" flush>
      {proposals.length === 0 && (
        <EmptyState title="No repair is proposed">
          The evidence does not point to one that is safe.
        </EmptyState>
      )}
      <ol>
        {proposals.map((proposal) => (
          <li key={`${proposal.reaction} ${proposal.title}`} className={styles.proposal}>
            <h3>{proposal.title}</h3>
            <p>{proposal.why}</p>
            <div className={styles.proposalFoot}>
              <Badge>{proposal.reaction}</Badge>
              <Badge tone="quiet">{proposal.risk} risk</Badge>
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
