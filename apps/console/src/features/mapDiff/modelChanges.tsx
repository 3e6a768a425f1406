import type { MapDiffModel } from '@driftline/contracts';
import { IconAlertTriangle, IconCode, IconMinus, IconPlus } from '@tabler/icons-react';
import { plural } from '../../shared/numbers/formatNumber.js';
import { Badge } from '../../shared/ui/badge.js';
import styles from './mapDiff.module.css';

function signOf({ state, inputsChanged }: MapDiffModel) {
  if (state === 'appeared') return { icon: IconPlus, word: 'New model', tone: 'accent' as const };
  if (state === 'vanished') return { icon: IconMinus, word: 'Model is gone', tone: 'accent' as const };
  return inputsChanged
    ? { icon: IconAlertTriangle, word: 'Inputs changed', tone: 'warn' as const }
    : { icon: IconCode, word: 'Code changed', tone: 'quiet' as const };
}

/** Each model that a change reaches, those whose inputs changed first. */
export function ModelChanges({ models }: { models: readonly MapDiffModel[] }) {
  const ordered = [...models].sort((a, b) => Number(b.inputsChanged) - Number(a.inputsChanged));
  return (
    <ul className={styles.changes}>
      {ordered.map((model) => {
        const { icon, word, tone } = signOf(model);
        return (
          <li key={model.key} className={styles.change}>
            <p className={styles.head}>
              <Badge icon={icon} tone={tone}>
                {word}
              </Badge>
              <strong className={styles.label}>{model.name}</strong>
              <span className={styles.sub}>
                <code>{model.path}</code>, {plural(model.changes.length, 'change')}
              </span>
            </p>
            <p className={styles.sentence}>{model.summary}</p>
          </li>
        );
      })}
    </ul>
  );
}
