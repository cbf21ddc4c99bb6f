/** The pages of maps: the map of an area, the maps on this device, and a map that is brought. */
import type { RouteObject } from 'react-router';
import { BringPage } from './BringPage';
import { MapPage } from './MapPage';
import { MapsPage } from './MapsPage';

export const mapRoutes: RouteObject[] = [
  { path: '/map/:area?', element: <MapPage /> },
  { path: '/maps', element: <MapsPage /> },
  { path: '/maps/:area/bring', element: <BringPage />, handle: { form: true } },
];
