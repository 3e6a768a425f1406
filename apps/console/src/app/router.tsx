import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  retainSearchParams,
} from '@tanstack/react-router';
import { pickSearch } from './pickSearch.js';
import { CrashPage } from './shell/crashPage.js';
import { NotFoundPage } from './shell/notFoundPage.js';
import { Shell } from './shell/shell.js';
import { parseUrlSearch, stringifyUrlSearch } from './urlSearch.js';

const root = createRootRoute({
  component: Outlet,
  validateSearch: pickSearch('range', 'from', 'to'),
  search: { middlewares: [retainSearchParams(['range', 'from', 'to'])] },
  notFoundComponent: NotFoundPage,
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: pickSearch('next'),
  component: lazyRouteComponent(() => import('../features/session/loginPage.js'), 'LoginPage'),
});

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const inbox = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: pickSearch('status', 'severity', 'model', 'q'),
  component: lazyRouteComponent(() => import('../features/inbox/inboxPage.js'), 'InboxPage'),
});

const incident = createRoute({
  getParentRoute: () => shell,
  path: '/incidents/$incidentId',
  validateSearch: pickSearch('metric', 'column'),
  component: lazyRouteComponent(() => import('../features/incident/incidentPage.js'), 'IncidentPage'),
});

const models = createRoute({
  getParentRoute: () => shell,
  path: '/models',
  component: lazyRouteComponent(() => import('../features/models/modelsPage.js'), 'ModelsPage'),
});

const model = createRoute({
  getParentRoute: () => shell,
  path: '/models/$model',
  validateSearch: pickSearch('metric', 'column'),
  component: lazyRouteComponent(() => import('../features/models/modelPage.js'), 'ModelPage'),
});

const maps = createRoute({
  getParentRoute: () => shell,
  path: '/maps',
  component: lazyRouteComponent(() => import('../features/maps/mapsPage.js'), 'MapsPage'),
});

const map = createRoute({
  getParentRoute: () => shell,
  path: '/maps/$mapId',
  validateSearch: pickSearch('focus', 'depth', 'direction', 'node', 'expanded', 'view', 'q'),
  component: lazyRouteComponent(() => import('../features/maps/mapPage.js'), 'MapPage'),
});

const mapDiff = createRoute({
  getParentRoute: () => shell,
  path: '/maps/$mapId/compare/$baseId',
  validateSearch: pickSearch('subject', 'change', 'reach', 'q'),
  component: lazyRouteComponent(() => import('../features/mapDiff/mapDiffPage.js'), 'MapDiffPage'),
});

const repository = createRoute({
  getParentRoute: () => shell,
  path: '/maps/repositories/$repositoryId',
  component: lazyRouteComponent(() => import('../features/repositories/repositoryPage.js'), 'RepositoryPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settingsPage.js'), 'SettingsPage'),
});

/** Every address of the console. View state lives in the search, so that a link shows what its sender saw. */
export const router = createRouter({
  routeTree: root.addChildren([
    login,
    shell.addChildren([inbox, incident, models, model, maps, map, mapDiff, repository, settings]),
  ]),
  parseSearch: parseUrlSearch,
  stringifySearch: stringifyUrlSearch,
  defaultPreload: 'intent',
  defaultErrorComponent: CrashPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
