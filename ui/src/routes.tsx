/**
 * Every page and its address, in one table.
 *
 * `handle.form`: never interrupted. `handle.journey`: part of the sync journey, where nobody is asked to sync.
 * `handle.bare`: shown without the navigation.
 */
import type { RouteObject } from 'react-router';
import { dashboardRoutes } from './dashboard/routes';
import { formRoutes } from './form/routes';
import { HelpPage } from './help/HelpPage';
import { HistoryPage } from './history/HistoryPage';
import { mapRoutes } from './map/routes';
import { peopleRoutes } from './people/routes';
import { safetyRoutes } from './safety/routes';
import { dayRoutes } from './sessions/routes';
import { NotFound } from './shell/NotFound';
import { Shell } from './shell/Shell';
import { RouteCrash } from './shell/Crash';
import { syncRoutes } from './sync/routes';
import { UnsentPage } from './unsent/UnsentPage';

export interface Handle {
  form?: boolean;
  journey?: boolean;
  bare?: boolean;
}

export const routes: RouteObject[] = [
  {
    element: <Shell />,
    children: [
      {
        errorElement: <RouteCrash />,
        children: [
          ...dayRoutes,
          ...formRoutes,
          ...dashboardRoutes,
          ...mapRoutes,
          ...peopleRoutes,
          ...syncRoutes,
          ...safetyRoutes,
          { path: '/unsent', element: <UnsentPage /> },
          { path: '/history', element: <HistoryPage /> },
          { path: '/help', element: <HelpPage /> },
          { path: '*', element: <NotFound /> },
        ],
      },
    ],
  },
];
