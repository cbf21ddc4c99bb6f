/** The address by which the map asks for a tile. It leads to the backend and to no network. */
export const PROTOCOL = 'daybook-tile';

/** A tile by its address: `daybook-tile://AREA/z/x/y`. */
export function tileAddress(url: string): { area: string; z: number; x: number; y: number } | null {
  const found = new RegExp(`^${PROTOCOL}://([^/]+)/(\\d+)/(\\d+)/(\\d+)$`).exec(url);
  if (!found) return null;
  const [, area, z, x, y] = found as unknown as [string, string, string, string, string];
  return { area: decodeURIComponent(area), z: Number(z), x: Number(x), y: Number(y) };
}
