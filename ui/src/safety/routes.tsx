/** The addresses of what keeps the work safe. */
import type { RouteObject } from 'react-router';
import { RescuePage } from '../rescue/RescuePage';
import { SettingsPage } from '../settings/SettingsPage';
import { HandInPage } from './HandInPage';
import { SpacePage } from './SpacePage';

export const safetyRoutes: RouteObject[] = [
  { path: '/settings', element: <SettingsPage /> },
  { path: '/rescue', element: <RescuePage />, handle: { form: true } },
  { path: '/space', element: <SpacePage /> },
  { path: '/others/:person', element: <HandInPage />, handle: { form: true } },
];
