/** Where somebody has been: squares on the map of the area, and the same as a table. No household's place is in a figure. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { FeatureCollection } from 'geojson';
import type { AreaMap } from '../backend/generated/AreaMap';
import type { ChartView } from '../backend/generated/ChartView';
import type { CoverCell } from '../backend/generated/CoverCell';
import type { Drawn } from '../map/draw';
import { useAsk, useBackend } from '../shared/backend';
import { number, signed } from '../shared/format';
import { useTexts } from '../texts';
import { Behind } from './Figure';
import { everything, squares, type Square } from './words';

export function Coverage({ chart, title, area }: { chart: ChartView; title: string; area: string | null }) {
  const t = useTexts('dashboards');
  const maps = useAsk((backend) => backend.maps(), []);
  if (chart.cells.length === 0) return <p className="db-quiet">{t('nothing')}</p>;
  const sum = (of: (cell: CoverCell) => number) => chart.cells.reduce((before, cell) => before + of(cell), 0);
  const unsent = sum((cell) => cell.unsent_done);
  const found = squares(chart.cells);
  return (
    <>
      <p data-testid="cover">
        {t('cover.summary', { done: number(sum((cell) => cell.done)), households: number(sum((cell) => cell.households)) })}{' '}
        {unsent !== 0 && (
          <strong className="db-chart__unsent" data-testid="unsent">
            {t('unsent', { amount: signed(unsent) })}
          </strong>
        )}
      </p>
      {/* Until it is known whether there is a map nothing is drawn, or it would be drawn twice. */}
      {(maps.data ?? maps.refusal) && (
        <Squares
          found={found}
          title={title}
          map={maps.data?.find((each) => each.area.key === area) ?? maps.data?.find((each) => lies(found, each)) ?? null}
        />
      )}
      <Behind title={title}>
        <p>{t('cover.order')}</p>
        <Table found={found} title={title} some={chart.cells.some((cell) => cell.unsent_done !== 0 || cell.unsent_households !== 0)} />
      </Behind>
    </>
  );
}

/** Whether the squares begin within this area: its map is their ground. */
function lies(found: Square[], { area: { bounds } }: AreaMap): boolean {
  const [west, south] = around(found);
  return west >= bounds[0] - 0.01 && west <= bounds[2] && south >= bounds[1] - 0.01 && south <= bounds[3];
}

function Squares({ found, title, map }: { found: Square[]; title: string; map: AreaMap | null }) {
  const t = useTexts('dashboards');
  const backend = useBackend();
  const container = useRef<HTMLDivElement>(null);
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [state, setState] = useState<'drawing' | 'drawn' | 'trouble'>('drawing');
  const label = t('drawn', { title });
  const bounds = around(found);
  const where = bounds.join(' ');
  const version = map?.map?.at;
  useEffect(() => {
    let ended = false;
    let mine: Drawn | undefined;
    import('../map/draw').then(
      ({ draw }) => {
        if (ended || !container.current) return;
        mine = draw({
          container: container.current,
          backend,
          area: map?.area.key ?? '',
          bounds,
          map: map?.map ?? null,
          label,
          onPick: () => undefined,
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
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the same squares on the same map, however often they are asked for
  }, [backend, where, version]);
  const features = useMemo(() => coverFeatures(found), [found]);
  useEffect(() => drawn?.show('cover', features), [drawn, features]);
  return (
    <div className="db-map" data-testid="cover-map" data-state={state}>
      <div className="db-map__canvas db-map__canvas--cover" ref={container} />
      {state === 'trouble' && <p className="db-map__trouble">{t('cannot_draw')}</p>}
      <p className="db-quiet">
        {t('cover.nobody')} · {t('cover.some')}
      </p>
    </div>
  );
}

function around(found: Square[]): [number, number, number, number] {
  const side = (place: 0 | 1 | 2 | 3) => found.map(({ cell }) => cell.bounds[place]);
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))];
}

/** The squares as the map takes them: the share that is done, and in words how many of how many. */
export function coverFeatures(found: Square[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: found.map(({ cell }) => {
      const [west, south, east, north] = cell.bounds;
      const { households, done } = everything(cell);
      return {
        type: 'Feature',
        properties: { share: households > 0 ? Math.min(1, Math.max(0, done / households)) : 0, words: `${done}/${households}` },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [west, south],
              [east, south],
              [east, north],
              [west, north],
              [west, south],
            ],
          ],
        },
      };
    }),
  };
}

function Table({ found, title, some }: { found: Square[]; title: string; some: boolean }) {
  const t = useTexts('dashboards');
  return (
    <table className="nhsuk-table db-chart__table">
      <caption className="nhsuk-u-visually-hidden">{title}</caption>
      <thead className="nhsuk-table__head">
        <tr>
          <th scope="col">{t('columns.square')}</th>
          <th scope="col">{t('columns.households')}</th>
          <th scope="col">{t('columns.done')}</th>
          {some && <th scope="col">{t('columns.unsent')}</th>}
        </tr>
      </thead>
      <tbody className="nhsuk-table__body">
        {found.map(({ cell, row, place }) => (
          <tr key={`${row}/${place}`}>
            <th scope="row">{t('cover.square', { row: number(row), place: number(place) })}</th>
            <td>{number(cell.households)}</td>
            <td>{number(cell.done)}</td>
            {some && <td>{cell.unsent_done === 0 ? '' : signed(cell.unsent_done)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
