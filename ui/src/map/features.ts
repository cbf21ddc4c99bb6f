/** Households, the way and where the person is, as the map takes them. */
import type { Feature, FeatureCollection } from 'geojson';
import type { MapPoint } from '../backend/generated/MapPoint';
import type { RecordId } from '../backend/generated/RecordId';
import type { Route } from '../backend/generated/Route';

export const TICK = '✓';
export const DOT = '•';

/** Which stop a household is on the route, from 1. */
export function stopsOf(route: Route | null): ReadonlyMap<RecordId, number> {
  const stops = (route?.legs ?? []).filter((leg) => leg.household !== null);
  return new Map(stops.map((leg, place) => [leg.household as RecordId, place + 1]));
}

const all = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features });

export function householdFeatures(
  points: readonly MapPoint[],
  stops: ReadonlyMap<RecordId, number>,
  chosen: ReadonlySet<RecordId>,
): FeatureCollection {
  return all(
    points.map((point) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [point.longitude, point.latitude] },
      properties: {
        household: point.household,
        visit: point.visit,
        chosen: chosen.has(point.household),
        sign: point.visit === 'done' ? TICK : (stops.get(point.household)?.toString() ?? DOT),
      },
    })),
  );
}

export function wayFeatures(route: Route | null): FeatureCollection {
  return all(
    (route?.legs ?? []).map((leg) => ({
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: leg.line },
      properties: { straight: leg.straight },
    })),
  );
}

export function hereFeature(at: [number, number] | null): FeatureCollection {
  return all(at ? [{ type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties: {} }] : []);
}
