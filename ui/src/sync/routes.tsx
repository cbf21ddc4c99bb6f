/** The addresses of the sync journey. `journey`: nobody is asked to sync here; `bare`: without the navigation. */
import type { RouteObject } from 'react-router';
import type { Handle } from '../routes';
import { AccountPage } from './AccountPage';
import { BackOnlinePage } from './BackOnlinePage';
import { ClockPage } from './ClockPage';
import { PartsPage } from '../units/PartsPage';
import { NotNowPage } from './NotNowPage';
import { SignInAgainPage } from './SignInAgainPage';
import { SyncingPage } from './SyncingPage';

const bare: Handle = { journey: true, bare: true };

export const syncRoutes: RouteObject[] = [
  { path: '/back-online', element: <BackOnlinePage />, handle: bare },
  { path: '/not-now', element: <NotNowPage />, handle: bare },
  { path: '/sync/run', element: <SyncingPage />, handle: bare },
  { path: '/sync/sign-in', element: <SignInAgainPage />, handle: { form: true, journey: true } satisfies Handle },
  { path: '/sync/done/:sync', element: <AccountPage />, handle: { journey: true } satisfies Handle },
  { path: '/history/:sync', element: <AccountPage fromHistory /> },
  { path: '/sync/parts', element: <PartsPage /> },
  { path: '/clock', element: <ClockPage /> },
];
