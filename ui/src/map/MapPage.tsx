/** The map of an area: households, the way through them, and the same as a list. Everything works without a connection. */
import { Select } from 'nhsuk-react-components';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { AreaMap } from '../backend/generated/AreaMap';
import type { MapPoint } from '../backend/generated/MapPoint';
import type { RecordId } from '../backend/generated/RecordId';
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useTexts } from '../texts';
import { Canvas } from './Canvas';
import { stopsOf } from './features';
import { Households } from './Households';
import { usePlace } from './place';
import { TodaysRoute } from './TodaysRoute';

export function MapPage() {
  const t = useTexts('map');
  const { area } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.maps(), []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  const chosen = data.find((each) => each.area.key === area) ?? data[0];
  if (!chosen) {
    return (
      <Page title={t('title')} testId="map-page">
        <EmptyState title={t('no_area')}>
          <p>{t('no_area_text')}</p>
        </EmptyState>
      </Page>
    );
  }
  return <AreaPage key={chosen.area.key} area={chosen} areas={data} />;
}

const NOBODY: readonly MapPoint[] = [];

function AreaPage({ area, areas }: { area: AreaMap; areas: readonly AreaMap[] }) {
  const t = useTexts('map');
  const { key, name } = area.area;
  const points = useAsk((backend) => backend.mapPoints(key), [key]);
  const route = useAsk((backend) => backend.route(key), [key]);
  const [chosen, setChosen] = useState<ReadonlySet<RecordId>>(new Set());
  const [picked, setPicked] = useState<RecordId | null>(null);
  const [looked, setLooked] = useState<{ at: [number, number] } | null>(null);
  const place = usePlace();
  const way = route.data ?? null;
  const stops = useMemo(() => stopsOf(way), [way]);
  const here = points.data ?? NOBODY;
  const choose = (household: RecordId, yes: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (yes) after.add(household);
      else after.delete(household);
      return after;
    });
  if (!points.data && points.refusal) return <RefusalPage refusal={points.refusal} again={points.again} />;
  return (
    <Page title={t('title_of', { area: name })} wide testId="map-page">
      {areas.length > 1 && <AreaChoice area={key} areas={areas} />}
      {!area.map && (
        <EmptyState title={t('no_map', { area: name })}>
          <p>{t('no_map_text')}</p>
          <Link to="/maps" data-testid="get-map">
            {t('get_map')}
          </Link>
        </EmptyState>
      )}
      <div className="db-map-page">
        <div className="db-map-page__map">
          <Canvas area={area} points={here} route={way} chosen={chosen} looked={looked} place={place} onPick={setPicked} />
          <Legend />
          <p>
            <Link to="/maps" data-testid="maps">
              {t('maps.title')}
            </Link>
          </p>
        </div>
        <div className="db-map-page__words">
          <TodaysRoute area={key} route={way} points={here} chosen={chosen} place={place} onPlanned={route.again} />
          <Households
            points={here}
            stops={stops}
            chosen={chosen}
            picked={picked}
            onChoose={choose}
            onShow={(point) => {
              setPicked(point.household);
              setLooked({ at: [point.longitude, point.latitude] });
            }}
          />
        </div>
      </div>
    </Page>
  );
}

function AreaChoice({ area, areas }: { area: string; areas: readonly AreaMap[] }) {
  const t = useTexts('map');
  const navigate = useNavigate();
  return (
    <Select
      id="area"
      label={t('area')}
      value={area}
      onChange={(event) => void navigate(`/map/${encodeURIComponent(event.currentTarget.value)}`, { replace: true })}
    >
      {areas.map((each) => (
        <Select.Option key={each.area.key} value={each.area.key}>
          {each.area.name}
        </Select.Option>
      ))}
    </Select>
  );
}

function Legend() {
  const t = useTexts('map');
  return (
    <details className="db-quiet">
      <summary>{t('legend.title')}</summary>
      <ul className="nhsuk-list">
        {(['done', 'waiting', 'cluster', 'here'] as const).map((sign) => (
          <li key={sign}>{t(`legend.${sign}`)}</li>
        ))}
      </ul>
    </details>
  );
}
