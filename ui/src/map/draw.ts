/**
 * The one file that knows MapLibre. Loaded when a map is shown and not before: it is as large as everything else together.
 *
 * Its worker is a file of our own, and tiles come from the backend: the content security policy needs no exception.
 */
import { addProtocol, Map as Drawing, setWorkerUrl, type GeoJSONSource, type MapGeoJSONFeature } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import type { FeatureCollection } from 'geojson';
import type { Backend } from '../backend';
import type { MapCard } from '../backend/generated/MapCard';
import type { RecordId } from '../backend/generated/RecordId';
import { PROTOCOL, tileAddress } from './address';
import { styleOf } from './style';

setWorkerUrl(new URL(workerUrl, window.location.href).href);

const CLOSE = 16;

export interface Wanted {
  container: HTMLElement;
  backend: Backend;
  area: string;
  bounds: [number, number, number, number];
  map: MapCard | null;
  label: string;
  onPick: (household: RecordId) => void;
  onDrawn: () => void;
  onTrouble: () => void;
}

/** A map on the screen. */
export interface Drawn {
  show: (source: 'households' | 'way' | 'here' | 'cover', data: FeatureCollection) => void;
  zoom: (by: 1 | -1) => void;
  whole: () => void;
  lookAt: (at: [number, number]) => void;
  end: () => void;
}

export function draw({ container, backend, area, bounds, map, label, onPick, onDrawn, onTrouble }: Wanted): Drawn {
  addProtocol(PROTOCOL, async ({ url }) => {
    const tile = tileAddress(url);
    return { data: tile ? await backend.mapTile(tile.area, tile.z, tile.x, tile.y) : new ArrayBuffer(0) };
  });
  const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  const drawing = new Drawing({
    container,
    style: styleOf(area, map),
    bounds,
    fitBoundsOptions: { padding: 24 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 19,
    fadeDuration: still ? 0 : 200,
  });
  drawing.touchZoomRotate.disableRotation();
  drawing.getCanvas().setAttribute('aria-label', label);
  const waiting = new Map<string, FeatureCollection>();
  let loaded = false;
  const show = (source: string, data: FeatureCollection) => {
    if (loaded) void drawing.getSource<GeoJSONSource>(source)?.setData(data);
    else waiting.set(source, data);
  };
  drawing.on('load', () => {
    loaded = true;
    waiting.forEach((data, source) => show(source, data));
  });
  drawing.once('idle', onDrawn);
  drawing.on('error', () => loaded || onTrouble());
  drawing.on('click', 'household', ({ features }) => {
    const household = (features?.[0] as MapGeoJSONFeature | undefined)?.properties.household as RecordId | undefined;
    if (household) onPick(household);
  });
  drawing.on('click', 'cluster', ({ lngLat }) => void drawing.easeTo({ center: lngLat, zoom: drawing.getZoom() + 2, animate: !still }));
  return {
    show,
    zoom: (by) => void (by > 0 ? drawing.zoomIn({ animate: !still }) : drawing.zoomOut({ animate: !still })),
    whole: () => void drawing.fitBounds(bounds, { padding: 24, animate: !still }),
    lookAt: (center) => void drawing.easeTo({ center, zoom: Math.max(drawing.getZoom(), CLOSE), animate: !still }),
    end: () => drawing.remove(),
  };
}
