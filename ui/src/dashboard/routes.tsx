/** The page of the dashboards: the first one, or the one that was chosen. */
import type { RouteObject } from 'react-router';
import { DashboardsPage } from './DashboardsPage';
import { dashboardsPath } from './paths';

export const dashboardRoutes: RouteObject[] = [{ path: `${dashboardsPath}/:dashboard?`, element: <DashboardsPage /> }];
