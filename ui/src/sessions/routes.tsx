/** The pages of a day's work: sessions, their children, and what is recorded about a child. */
import type { RouteObject } from 'react-router';
import { SessionsPage } from './SessionsPage';

export const dayRoutes: RouteObject[] = [{ path: '/', element: <SessionsPage /> }];
