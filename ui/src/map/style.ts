/**
 * How the map looks: quiet ground, so that households and the way stand out. Layers are named as in the OpenMapTiles schema.
 *
 * No glyphs and no sprite: letters are drawn from this computer's own fonts, so that nothing is fetched from anywhere.
 */
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import type { MapCard } from '../backend/generated/MapCard';
import { PROTOCOL } from './address';

const FONT = ['Arial', 'sans-serif'];
const NAME: ExpressionSpecification = ['coalesce', ['get', 'name'], ['get', 'name:latin'], ['get', 'name_int']];
const INK = '#3d4651';
const PAPER = '#f3f1ec';

const line = (id: string, classes: string[], colour: string, width: [number, number], dashed = false): LayerSpecification => ({
  id,
  type: 'line',
  source: 'map',
  'source-layer': 'transportation',
  filter: ['in', ['get', 'class'], ['literal', classes]],
  layout: { 'line-cap': 'round', 'line-join': 'round' },
  paint: {
    'line-color': colour,
    'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 10, width[0], 18, width[1]],
    ...(dashed ? { 'line-dasharray': [2, 1.5] } : {}),
  },
});

const fill = (id: string, layer: string, colour: string, filter?: LayerSpecification extends { filter?: infer F } ? F : never) =>
  ({
    id,
    type: 'fill',
    source: 'map',
    'source-layer': layer,
    paint: { 'fill-color': colour },
    ...(filter ? { filter } : {}),
  }) as LayerSpecification;

const GREAT = ['motorway', 'trunk', 'primary'];
const MIDDLE = ['secondary', 'tertiary'];
const SMALL = ['minor', 'service', 'busway'];

function ground(): LayerSpecification[] {
  return [
    { id: 'ground', type: 'background', paint: { 'background-color': PAPER } },
    fill('green', 'landcover', '#dfe9d4'),
    fill('park', 'park', '#d5e6c8'),
    fill('water', 'water', '#b9d6ea'),
    {
      id: 'waterway',
      type: 'line',
      source: 'map',
      'source-layer': 'waterway',
      paint: { 'line-color': '#8fbcdc', 'line-width': ['interpolate', ['linear'], ['zoom'], 9, 1, 18, 8] },
    },
    { ...fill('building', 'building', '#dcd5ca'), minzoom: 13 } as LayerSpecification,
    line('path', ['path', 'track', 'pier'], '#b59f83', [0.6, 4], true),
    line('small-edge', SMALL, '#cfc8bb', [1, 18]),
    line('middle-edge', MIDDLE, '#c9a95f', [1.6, 24]),
    line('great-edge', GREAT, '#c08a4a', [2.2, 28]),
    line('small', SMALL, '#ffffff', [0.6, 14]),
    line('middle', MIDDLE, '#fff1cc', [1, 20]),
    line('great', GREAT, '#fddcb0', [1.5, 24]),
    line('rail', ['rail', 'transit'], '#9a9a9a', [0.6, 4], true),
  ];
}

const label = (id: string, layer: string, size: number, minzoom: number, more: object = {}): LayerSpecification =>
  ({
    id,
    type: 'symbol',
    source: 'map',
    'source-layer': layer,
    minzoom,
    layout: { 'text-field': NAME, 'text-font': FONT, 'text-size': size, ...more },
    paint: { 'text-color': INK, 'text-halo-color': PAPER, 'text-halo-width': 1.5 },
  }) as LayerSpecification;

function labels(): LayerSpecification[] {
  return [
    label('street-name', 'transportation_name', 13, 14, { 'symbol-placement': 'line' }),
    label('water-name', 'waterway', 13, 13, { 'symbol-placement': 'line' }),
    label('poi-name', 'poi', 12, 15, { 'text-anchor': 'top', 'text-offset': [0, 0.6] }),
    label('place-name', 'place', 16, 6),
  ];
}

const cluster: ExpressionSpecification = ['has', 'point_count'];
const visited: ExpressionSpecification = ['==', ['get', 'visit'], 'done'];

/** Squares of a map of coverage: the fuller the more of it is done, and the share in words on each. */
function cover(): LayerSpecification[] {
  return [
    {
      id: 'cover',
      type: 'fill',
      source: 'cover',
      paint: {
        'fill-color': ['case', ['==', ['get', 'share'], 0], '#ffffff', '#00703c'],
        'fill-opacity': ['+', 0.25, ['*', 0.5, ['get', 'share']]],
      },
    },
    { id: 'cover-edge', type: 'line', source: 'cover', paint: { 'line-color': '#3d4651', 'line-width': 1 } },
    {
      id: 'cover-share',
      type: 'symbol',
      source: 'cover',
      layout: { 'text-field': ['get', 'words'], 'text-font': FONT, 'text-size': 14 },
      paint: { 'text-color': '#212b32', 'text-halo-color': '#ffffff', 'text-halo-width': 2 },
    },
  ];
}

/** Households, the way, and where the person is: above everything. A tick is a tick in any colour. */
function people(): LayerSpecification[] {
  const text = (size: number) => ({ 'text-font': FONT, 'text-size': size, 'text-allow-overlap': true, 'text-ignore-placement': true });
  return [
    {
      id: 'way-edge',
      type: 'line',
      source: 'way',
      filter: ['!', ['get', 'straight']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': 8 },
    },
    {
      id: 'way',
      type: 'line',
      source: 'way',
      filter: ['!', ['get', 'straight']],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': '#6b2c91', 'line-width': 4.5 },
    },
    {
      id: 'way-straight',
      type: 'line',
      source: 'way',
      filter: ['get', 'straight'],
      paint: { 'line-color': '#6b2c91', 'line-width': 3, 'line-dasharray': [1, 1.5] },
    },
    {
      id: 'cluster',
      type: 'circle',
      source: 'households',
      filter: cluster,
      paint: { 'circle-color': '#1c4a86', 'circle-radius': 19, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 3 },
    },
    {
      id: 'cluster-count',
      type: 'symbol',
      source: 'households',
      filter: cluster,
      layout: { ...text(13), 'text-field': ['concat', ['get', 'waiting'], '/', ['get', 'point_count']] },
      paint: { 'text-color': '#ffffff' },
    },
    {
      id: 'household',
      type: 'circle',
      source: 'households',
      filter: ['!', cluster],
      paint: {
        'circle-color': ['case', visited, '#00703c', '#ffffff'],
        'circle-radius': 12,
        'circle-stroke-color': ['case', ['get', 'chosen'], '#ffb81c', visited, '#ffffff', '#1c4a86'],
        'circle-stroke-width': ['case', ['get', 'chosen'], 5, 2.5],
      },
    },
    {
      id: 'household-sign',
      type: 'symbol',
      source: 'households',
      filter: ['!', cluster],
      layout: { ...text(13), 'text-field': ['get', 'sign'] },
      paint: { 'text-color': ['case', visited, '#ffffff', '#1c4a86'] },
    },
    {
      id: 'here',
      type: 'circle',
      source: 'here',
      paint: { 'circle-color': 'rgba(0, 94, 184, 0.25)', 'circle-radius': 14, 'circle-stroke-color': '#005eb8', 'circle-stroke-width': 4 },
    },
  ];
}

const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };

/** The style of an area's map; without one, the households stand on bare ground. */
export function styleOf(area: string, map: MapCard | null): StyleSpecification {
  const drawn = map ? ground().concat(labels()) : ground().slice(0, 1);
  return {
    version: 8,
    sources: {
      ...(map && {
        map: {
          type: 'vector',
          tiles: [`${PROTOCOL}://${encodeURIComponent(area)}/{z}/{x}/{y}`],
          minzoom: map.smallest_zoom,
          maxzoom: map.largest_zoom,
          bounds: map.bounds,
        },
      }),
      cover: { type: 'geojson', data: EMPTY },
      way: { type: 'geojson', data: EMPTY },
      here: { type: 'geojson', data: EMPTY },
      households: {
        type: 'geojson',
        data: EMPTY,
        cluster: true,
        clusterRadius: 36,
        clusterMaxZoom: 15,
        clusterProperties: { waiting: ['+', ['case', visited, 0, 1]] },
      },
    },
    layers: [...drawn, ...cover(), ...people()],
  };
}
