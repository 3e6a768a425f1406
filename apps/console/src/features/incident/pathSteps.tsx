import type { PathStep, Severity } from '@driftline/contracts';
import type { CSSProperties } from 'react';
import { CodeBlock } from '../../shared/ui/codeBlock.js';
import { ConfidenceBadge } from '../../shared/ui/confidenceBadge.js';
import styles from './incident.module.css';

/** The path as a list: each step with the code that proves it. */
export function PathSteps({ path, severity }: { path: readonly PathStep[]; severity: Severity }) {
  const colour: CSSProperties & Record<'--path', string> = { '--path': `var(--${severity})` };
  return (
    <ol className={styles.steps} style={colour}>
      {path.map((step) => (
        <li key={step.id} className={styles.step}>
          <p className={styles.stepName}>{step.name}</p>
          <p className={styles.sub}>
            {step.kind}
            {step.relation !== null && `, ${step.relation}`}{' '}
            {step.confidence !== null && <ConfidenceBadge confidence={step.confidence} />}
          </p>
          {step.evidence.map((proof) => (
            <div key={`${proof.path}:${proof.line}`}>
              <p className={styles.sub}>
                <code>
                  {proof.path}:{proof.line}
                </code>
              </p>
              <CodeBlock code={proof.text} label={`Code at ${proof.path}:${proof.line}`} />
            </div>
          ))}
        </li>
      ))}
    </ol>
  );
}
