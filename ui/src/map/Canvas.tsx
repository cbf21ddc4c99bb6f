/** The map itself. It is for the eyes: everything on it stands in the list beside it too. */
import { useEffect, useRef, useState } from 'react';
import { Button } from 'nhsuk-react-components';
import type { AreaMap } from '../backend/generated/AreaMap';
import type { MapPoint } from '../backend/generated/MapPoint';
import type { RecordId } from '../backend/generated/RecordId';
import type { Route } from '../backend/generated/Route';
import { useBackend } from '../shared/backend';
import { number } from '../shared/format';
import { useTexts } from '../texts';
import type { Drawn } from './draw';
import { hereFeature, householdFeatures, stopsOf, wayFeatures } from './features';
import type { Place } from './place';

interface CanvasProps {
  area: AreaMap;
  points: readonly MapPoint[];
  route: Route | null;
  chosen: ReadonlySet<RecordId>;
  looked: { at: [number, number] } | null;
  place: Place;
  onPick: (household: RecordId) => void;
}

type State = 'drawing' | 'drawn' | 'trouble';

export function Canvas({ area, points, route, chosen, looked, place, onPick }: CanvasProps) {
  const t = useTexts('map');
  const backend = useBackend();
  const container = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [state, setState] = useState<State>('drawing');
  const pick = useRef(onPick);
  useEffect(() => {
    pick.current = onPick;
  });
  const label = t('canvas', { area: area.area.name });
  // A new map is drawn anew; anything else only changes what stands on it.
  const { key, bounds } = area.area;
  const version = area.map?.at;
  useEffect(() => {
    let ended = false;
    let mine: Drawn | undefined;
    import('./draw').then(
      ({ draw }) => {
        if (ended || !container.current) return;
        mine = draw({
          container: container.current,
          backend,
          area: key,
          bounds: bounds as [number, number, number, number],
          map: area.map,
          label,
          onPick: (household) => pick.current(household),
          onDrawn: () => setState('drawn'),
          onTrouble: () => setState('trouble'),
        });
        setDrawn(mine);
      },
      () => setState('trouble'),
    );
    return () => {
      ended = true;
      mine?.end();
      setDrawn(null);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same area and the same map, however often they are asked for
  }, [backend, key, version]);
  useEffect(() => drawn?.show('households', householdFeatures(points, stopsOf(route), chosen)), [drawn, points, route, chosen]);
  useEffect(() => drawn?.show('way', wayFeatures(route)), [drawn, route]);
  useEffect(() => drawn?.show('here', hereFeature(place.at)), [drawn, place.at]);
  useEffect(() => {
    if (looked) drawn?.lookAt(looked.at);
  }, [drawn, looked]);
  const find = async () => {
    const at = await place.find();
    if (at) drawn?.lookAt(at);
  };
  return (
    <div className="db-map" data-testid="map" data-state={state}>
      <div className="db-map__canvas" ref={container} />
      {state === 'trouble' && <p className="db-map__trouble">{t('cannot_draw')}</p>}
      <div className="db-map__tools">
        <Button secondary small type="button" onClick={() => drawn?.zoom(1)}>
          {t('zoom_in')}
        </Button>
        <Button secondary small type="button" onClick={() => drawn?.zoom(-1)}>
          {t('zoom_out')}
        </Button>
        <Button secondary small type="button" onClick={() => drawn?.whole()}>
          {t('whole')}
        </Button>
        <Button secondary small type="button" onClick={() => void find()} disabled={place.finding} data-testid="where">
          {t('where')}
        </Button>
      </div>
      <p className="db-quiet" role="status">
        {place.nowhere && t('no_place')}
        {place.at && t('here', { metres: number(Math.round(place.accuracy)) })}
      </p>
      {area.map && (
        <p className="db-quiet" data-testid="attribution">
          {area.map.attribution ? t('attribution', { whom: area.map.attribution }) : t('attribution_unknown')}
        </p>
      )}
    </div>
  );
}
