import type { Suspect, Suspects } from '@driftline/contracts';
import { formatShare } from '../../shared/numbers/formatNumber.js';
import { Panel } from '../../shared/ui/panel.js';
import styles from './incident.module.css';

const most = 4;

/** Ranked explanations with their reasons, by source, component and column. */
export function SuspectsPanel({ suspects }: { suspects: Suspects }) {
  return (
    <Panel title="Suspects" note="ranked by suspicion; the reasons say why" flush>
      <div className={styles.suspects}>
        <SuspectList title="Sources" suspects={suspects.sources} none="No lineage or map names a source." />
        <SuspectList title="Components" suspects={suspects.components} none="No run-time lineage was sent." />
        <SuspectList title="Columns" suspects={suspects.columns} none="No column stands out." />
      </div>
    </Panel>
  );
}

function SuspectList({
  title,
  suspects,
  none,
}: {
  title: string;
  suspects: readonly Suspect[];
  none: string;
}) {
  return (
    <div>
      <h3>{title}</h3>
      {suspects.length === 0 && <p className={styles.sub}>{none}</p>}
      <ol>
        {suspects.slice(0, most).map((suspect, index) => (
          <li key={suspect.name} className={styles.suspect}>
            <div className={styles.suspectHead}>
              <span className={styles.quiet}>{index + 1}</span>
              <span className={styles.suspectName}>{suspect.name}</span>
              <span className={styles.suspectScore}>{formatShare(suspect.score)}</span>
            </div>
            <div className={styles.meter} aria-hidden>
              <span style={{ width: `${suspect.score * 100}%` }} />
            </div>
            <ul className={styles.reasons}>
              {suspect.reasons.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {suspects.length > most && <p className={styles.sub}>and {suspects.length - most} less suspected</p>}
    </div>
  );
}
