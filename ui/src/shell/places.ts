/** The places one can go to, and which of them stand in the line; the others are behind *More*. Pure: what is measured is told. */
import type { IconName } from './Icon';

export type PlaceName =
  'sessions' | 'today' | 'people' | 'forms' | 'map' | 'dashboards' | 'unsent' | 'history' | 'settings' | 'help' | 'lock';

export interface Place {
  to: string;
  icon: IconName;
  name: Exclude<PlaceName, 'lock'>;
}

const SESSIONS: Place = { to: '/', icon: 'sessions', name: 'sessions' };
const TODAY: Place = { to: '/', icon: 'today', name: 'today' };

/** In the order in which they are shown, after where one starts. What belongs to campaigns is for those who have areas. */
const PLACES: (Place & { campaign?: true })[] = [
  { to: '/people', icon: 'people', name: 'people', campaign: true },
  { to: '/forms', icon: 'forms', name: 'forms', campaign: true },
  { to: '/map', icon: 'map', name: 'map', campaign: true },
  { to: '/dashboards', icon: 'dashboards', name: 'dashboards', campaign: true },
  { to: '/unsent', icon: 'unsent', name: 'unsent' },
  { to: '/history', icon: 'history', name: 'history' },
  { to: '/settings', icon: 'settings', name: 'settings' },
  { to: '/help', icon: 'help', name: 'help' },
];

/** The places of a person, by what she has. */
export function placesOf({ areas, sessions }: { areas: boolean; sessions: boolean }): Place[] {
  return [areas && !sessions ? TODAY : SESSIONS, ...PLACES.filter(({ campaign }) => areas || !campaign)];
}

/** What is needed most stands first here: it stays in the line longest. What waits to be sent is never out of sight. */
const NEED: PlaceName[] = ['sessions', 'today', 'unsent', 'people', 'forms', 'map', 'lock', 'dashboards', 'help', 'history', 'settings'];

export interface Measured {
  name: PlaceName;
  width: number;
}

/** Whether a line has room for so many pixels, and for at most so many places. */
export interface Room {
  width: number;
  most: number;
  /** How wide *More* is. */
  more: number;
}

/** What finds no room in the line. Nothing where all of it does, for then nobody needs *More*, which takes a place too. */
export function outOfLine(items: readonly Measured[], { width, most, more }: Room): PlaceName[] {
  const whole = items.reduce((sum, item) => sum + item.width, 0);
  if (items.length <= most + 1 && whole <= width) return [];
  const byNeed = [...items].sort((a, b) => NEED.indexOf(a.name) - NEED.indexOf(b.name));
  let [left, places] = [width - more, most];
  const fits = new Set<PlaceName>();
  for (const item of byNeed) {
    left -= item.width;
    if (left < 0 || places-- === 0) break;
    fits.add(item.name);
  }
  return items.filter((item) => !fits.has(item.name)).map((item) => item.name);
}
