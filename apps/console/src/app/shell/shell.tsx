import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { ApiError } from '../../shared/api/apiError.js';
import { queries } from '../../shared/api/queries.js';
import { ErrorState } from '../../shared/ui/errorState.js';
import { Navigation } from './navigation.js';
import styles from './shell.module.css';
import { TopBar } from './topBar.js';

/** The frame of every signed-in page; sends people who are not signed in to the login and back. */
export function Shell() {
  const session = useQuery(queries.session());
  const location = useLocation();
  if (session.isPending) return <div className={styles.wait} role="status" aria-label="Loading Driftline" />;
  if (session.error instanceof ApiError && session.error.status === 401) {
    // While the login page loads, the address is its own already: navigating again would never end.
    if (location.pathname === '/login') return null;
    return <Navigate to="/login" search={{ next: location.href }} replace />;
  }
  if (session.error) {
    return (
      <main className={styles.alone}>
        <ErrorState what="The session" error={session.error} retry={() => void session.refetch()} />
      </main>
    );
  }
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <Navigation />
      <div className={styles.column}>
        <TopBar user={session.data.user} />
        <main id="content" className={styles.content} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}
