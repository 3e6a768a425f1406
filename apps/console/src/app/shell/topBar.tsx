import { useMantineColorScheme } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Session } from '../../shared/api/session.js';
import { useLiveEvents } from '../../shared/api/useLiveEvents.js';
import { ShortcutSheet } from '../../shared/keyboard/shortcutSheet.js';
import { useShortcuts } from '../../shared/keyboard/useShortcuts.js';
import { TimeRangePicker } from '../../shared/time/timeRangePicker.js';
import { useTimeZone } from '../../shared/time/timeZone.js';
import { Logo } from '../../shared/ui/logo.js';
import { ClockBadge } from './clockBadge.js';
import styles from './topBar.module.css';
import { Updated } from './updated.js';
import { UserMenu } from './userMenu.js';

/** Places whose content has no time. */
const timeless = ['/maps', '/settings'];

/** The global time range, how fresh the page is, and the person's own menu. */
export function TopBar({ user }: { user: Session['user'] }) {
  const live = useLiveEvents();
  const navigate = useNavigate();
  const { zone, setZone } = useTimeZone();
  const { setColorScheme } = useMantineColorScheme();
  const { pathname } = useLocation();
  const timely = !timeless.some((prefix) => pathname.startsWith(prefix));
  const [sheet, setSheet] = useState(false);
  const [picking, setPicking] = useState(false);
  useShortcuts({
    '?': () => setSheet(true),
    'g i': () => void navigate({ to: '/' }),
    'g m': () => void navigate({ to: '/models' }),
    'g d': () => void navigate({ to: '/maps' }),
    'g s': () => void navigate({ to: '/settings' }),
    t: (event) => {
      event.preventDefault();
      setPicking(true);
    },
    u: () => setZone(zone === 'utc' ? 'local' : 'utc'),
  });
  return (
    <section className={styles.bar} aria-label="Time and account">
      <span className={styles.logo}>
        <Logo />
      </span>
      {timely && <TimeRangePicker opened={picking} onOpen={setPicking} />}
      <ClockBadge />
      <span className={styles.space} />
      <Updated live={live} />
      <UserMenu user={user} onShortcuts={() => setSheet(true)} onScheme={setColorScheme} />
      <ShortcutSheet opened={sheet} onClose={() => setSheet(false)} />
    </section>
  );
}
