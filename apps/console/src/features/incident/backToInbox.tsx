import { IconArrowLeft } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { inboxMemory } from '../../shared/incidents/inboxMemory.js';
import { useShortcuts } from '../../shared/keyboard/useShortcuts.js';
import styles from './incident.module.css';

/** The way back to the inbox as it was, and along it with [ and ]. */
export function BackToInbox({ id }: { id: string }) {
  const navigate = useNavigate();
  const { search, ids } = inboxMemory.read();
  const here = ids.indexOf(id);
  const go = (step: 1 | -1) => {
    const next = here === -1 ? undefined : ids[here + step];
    if (next !== undefined) void navigate({ to: '/incidents/$incidentId', params: { incidentId: next } });
  };
  useShortcuts({
    escape: () => void navigate({ to: '/', search }),
    '[': () => go(-1),
    ']': () => go(1),
  });
  return (
    <nav className={styles.back} aria-label="Back">
      <Link to="/" search={search}>
        <IconArrowLeft size={15} aria-hidden /> Inbox
      </Link>
      {here !== -1 && (
        <span className={styles.quiet}>
          {here + 1} of {ids.length}
        </span>
      )}
    </nav>
  );
}
