import type { Evidence, MapChange } from '@driftline/contracts';
import { CodeBlock } from '../../shared/ui/codeBlock.js';
import { ChangeBadge } from './changeBadge.js';
import styles from './mapDiff.module.css';

export interface ChangeItemProps {
  change: MapChange;
  modelName: (key: string) => string;
}

/** One difference: what it is, which models it reaches, and the code before and after. */
export function ChangeItem({ change, modelName }: ChangeItemProps) {
  const { label, subject, details, evidence, reaches } = change;
  return (
    <li className={styles.change}>
      <p className={styles.head}>
        <ChangeBadge change={change.change} />
        <span className={styles.subject}>{subject}</span>
        <strong className={styles.label}>{label}</strong>
      </p>
      <p className={styles.sub}>
        {reaches.length === 0 ? 'Reaches no model' : `Reaches ${reaches.map(modelName).join(', ')}`}
      </p>
      {details.length > 0 && (
        <dl className={styles.details}>
          {details.map(({ member, before, after }) => (
            <div key={member}>
              <dt>{member}</dt>
              <dd>
                <del>{before.join(', ') || 'nothing'}</del> <span aria-hidden>→</span>{' '}
                <ins>{after.join(', ') || 'nothing'}</ins>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Proofs title="Before" proofs={evidence.before} />
      <Proofs title="After" proofs={evidence.after} />
    </li>
  );
}

function Proofs({ title, proofs }: { title: string; proofs: readonly Evidence[] }) {
  if (proofs.length === 0) return null;
  return (
    <>
      {proofs.map(({ path, line, text }) => (
        <div key={`${path}:${line}`}>
          <p className={styles.sub}>
            {title}:{' '}
            <code>
              {path}:{line}
            </code>
          </p>
          <CodeBlock code={text} label={`${title}, ${path}:${line}`} />
        </div>
      ))}
    </>
  );
}
