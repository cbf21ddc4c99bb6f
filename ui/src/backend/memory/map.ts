/** An invented village with a map that has nothing on it, and a service that knows one way: always the nearest next. */
import type { AreaMap } from '../generated/AreaMap';
import type { MapCard } from '../generated/MapCard';
import type { MapPoint } from '../generated/MapPoint';
import type { MapProgress } from '../generated/MapProgress';
import type { Route } from '../generated/Route';
import type { RouteLeg } from '../generated/RouteLeg';
import type { RouteWish } from '../generated/RouteWish';
import { refusal } from './refusal';
import { momentText } from './time';

const WEST = 39.2;
const SOUTH = -15.05;
const STEP = 0.0022;
const TILES = 24;
const BYTES = 61_000;
const HEADS = ['Amina Said', 'João Mussa', 'Rosa Alfane', 'Carlos Omar', 'Fátima Juma', 'Pedro Nunes', 'Zainab Ali', 'Luísa Tomé'];

export class Village {
  private map: MapCard | null = null;
  private way: Route | null = null;
  private stopped = false;
  readonly points: MapPoint[];

  constructor(
    private readonly online: () => boolean,
    private readonly ring: () => void,
  ) {
    this.points = HEADS.map((head, place) => ({
      household: `00000000-0000-4000-8000-0000000000${String(place + 10)}`,
      head,
      members: 2 + (place % 5),
      address: `${place + 1} Mango Street`,
      longitude: WEST + STEP * (1 + (place % 4)),
      latitude: SOUTH + STEP * (1 + Math.floor(place / 4)),
      accuracy: 8,
      registration: `H-00000${place + 1}`,
      at: null,
      visit: place % 3 === 0 ? 'done' : 'waiting',
    }));
  }

  maps(): AreaMap[] {
    const bounds: AreaMap['area']['bounds'] = [WEST, SOUTH, WEST + STEP * 6, SOUTH + STEP * 4];
    const area = { key: 'aldeia', name: 'Aldeia Nova', bounds, smallest_zoom: 10, largest_zoom: 14 };
    return [{ area, map: this.map }];
  }

  size(): MapProgress {
    this.mustBeOnline();
    return { area: 'aldeia', tiles: TILES, here: 0, bytes: BYTES, complete: false };
  }

  async fetch(onProgress: (progress: MapProgress) => void): Promise<void> {
    const size = this.size();
    this.stopped = false;
    for (let here = 0; here <= TILES && !this.stopped; here += 6) {
      onProgress({ ...size, here });
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
    if (this.stopped) throw refusal('offline');
    this.take('© OpenStreetMap contributors', 'a1b2');
    onProgress({ ...size, here: TILES, complete: true });
  }

  stop(): void {
    this.stopped = true;
  }

  bring(file: string): void {
    if (!file.endsWith('.mbtiles')) throw refusal('not_a_map');
    this.take('', null);
  }

  remove(): void {
    this.map = null;
    this.ring();
  }

  route(): Route | null {
    return this.way;
  }

  plan(wish: RouteWish): Route {
    this.mustBeOnline();
    const chosen = wish.households;
    const goes = this.points.filter((point) => (chosen ? chosen.includes(point.household) : point.visit === 'waiting'));
    const [first] = goes;
    if (!first) throw refusal('nothing_waits');
    const start = wish.from ?? [first.longitude, first.latitude];
    let here = start;
    const legs = goes.map((point): RouteLeg => {
      const to: [number, number] = [point.longitude, point.latitude];
      const line: [number, number][] = [here, [to[0], here[1]], to];
      here = to;
      const steps = [
        { turn: 'depart' as const, street: 'Mango Street', metres: 120 },
        { turn: 'left' as const, street: null, metres: 120 },
        { turn: 'arrive' as const, street: null, metres: 0 },
      ];
      return { household: point.household, metres: 240, seconds: 200, line, steps, straight: false, off_the_way: 12 };
    });
    const last = legs.at(-1);
    // Registered after the way was worked out.
    if (!chosen && last) last.straight = true;
    this.way = {
      area: 'aldeia',
      at: momentText(new Date()),
      start,
      legs,
      metres: 240 * legs.length,
      seconds: 200 * legs.length,
      straight: chosen ? 0 : 1,
      left_out: 0,
      attribution: '© OpenStreetMap contributors',
    };
    this.ring();
    return this.way;
  }

  private take(attribution: string, sha256: string | null): void {
    const [area] = this.maps();
    if (!area) throw refusal('not_found');
    const { key, ...rest } = area.area;
    this.map = { area: key, ...rest, sha256, attribution, at: momentText(new Date()), tiles: TILES, bytes: BYTES };
    this.ring();
  }

  private mustBeOnline(): void {
    if (!this.online()) throw refusal('offline');
  }
}
