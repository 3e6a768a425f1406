import { IconCube, IconInbox, IconRoute2, IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { queries } from '../../shared/api/queries.js';
import { Counter } from '../../shared/ui/counter.js';
import { Logo } from '../../shared/ui/logo.js';
import styles from './navigation.module.css';

const places = [
  { to: '/', word: 'Inbox', icon: IconInbox, exact: true },
  { to: '/models', word: 'Models', icon: IconCube, exact: false },
  { to: '/maps', word: 'Maps', icon: IconRoute2, exact: false },
  { to: '/settings', word: 'Settings', icon: IconSettings, exact: false },
] as const;

/** The four places: at the side, and at the foot of a phone. */
export function Navigation() {
  const { data } = useQuery(queries.incidents());
  const open = data?.items.filter((incident) => incident.status === 'open') ?? [];
  const paging = open.some((incident) => incident.severity === 'page');
  return (
    <nav className={styles.navigation} aria-label="Places">
      <Link to="/" className={styles.brand} aria-label="Driftline, inbox">
        <Logo />
        <span>Driftline</span>
      </Link>
      <ul className={styles.places}>
        {places.map(({ to, word, icon: Icon, exact }) => (
          <li key={to}>
            <Link
              to={to}
              className={styles.place}
              activeOptions={{ exact, includeSearch: false }}
              activeProps={{ 'data-here': true }}
            >
              <Icon size={18} stroke={1.75} aria-hidden />
              <span>{word}</span>
              {to === '/' && open.length > 0 && (
                <span className={styles.count}>
                  <Counter count={open.length} {...(paging ? { tone: 'page' as const } : {})} />
                  <span className={styles.unseen}> open</span>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
