/** The maps on this device: how large, of when, fetch, bring on a stick, remove. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import type { AreaMap } from '../backend/generated/AreaMap';
import type { MapProgress } from '../backend/generated/MapProgress';
import { useAct, useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { moment, size } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { Tag } from '../shared/Tag';
import { useTexts } from '../texts';

export function MapsPage() {
  const t = useTexts('map');
  const { data, refusal, again } = useAsk((backend) => backend.maps(), []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  return (
    <Page title={t('maps.title')} back="/map" backLabel={t('title')} testId="maps-page">
      {data.length === 0 ? (
        <EmptyState title={t('no_area')}>
          <p>{t('no_area_text')}</p>
        </EmptyState>
      ) : (
        <>
          <p>{t('maps.lead')}</p>
          <ul className="db-cards">
            {data.map((area) => (
              <OneArea key={area.area.key} area={area} onChange={again} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function OneArea({ area, onChange }: { area: AreaMap; onChange: () => void }) {
  const t = useTexts('map');
  const { key, name } = area.area;
  const [progress, setProgress] = useState<MapProgress | null>(null);
  const [said, setSaid] = useState('');
  const ask = useAct((backend) => backend.mapSize(key));
  const [asked, setAsked] = useState<MapProgress | null>(null);
  const fetch = useAct((backend) => backend.fetchMap(key, setProgress));
  const stop = useAct((backend) => backend.stopMap());
  const remove = useAct((backend) => backend.removeMap(key));
  const refusal = fetch.refusal ?? remove.refusal ?? ask.refusal;
  const fetchNow = async () => {
    setSaid('');
    const done = await fetch.run();
    setProgress(null);
    if (done) setSaid(t('maps.done', { area: name }));
    onChange();
  };
  const removeNow = async () => {
    if (await remove.run()) setSaid(t('maps.removed', { area: name }));
    onChange();
  };
  const askSize = async () => setAsked((await ask.run())?.value ?? null);
  return (
    <li className="db-card db-map-card" data-testid="map-card" data-here={area.map !== null}>
      <h2 className="nhsuk-heading-s">{name}</h2>
      <p>
        <Tag colour={area.map ? 'green' : 'grey'}>{area.map ? t('maps.here') : t('maps.none')}</Tag>
      </p>
      {area.map && <Here map={area.map} />}
      {asked && !area.map && <p data-testid="map-size">{t('maps.size', { size: size(asked.bytes) })}</p>}
      {refusal && <RefusalMessage refusal={refusal} />}
      <p role="status">{said}</p>
      {progress && !progress.complete ? (
        <Coming area={name} progress={progress} onStop={() => void stop.run()} />
      ) : (
        <div className="db-map-card__tools">
          <Button small type="button" disabled={fetch.busy} onClick={() => void fetchNow()} data-testid="fetch-map">
            {area.map ? t('maps.fetch_new') : t('maps.fetch')}
          </Button>
          {!area.map && !asked && (
            <Button secondary small type="button" disabled={ask.busy} onClick={() => void askSize()} data-testid="ask-size">
              {t('maps.ask_size')}
            </Button>
          )}
          {area.map && (
            <Button
              secondary
              small
              type="button"
              aria-label={t('maps.remove_label', { area: name })}
              disabled={remove.busy}
              onClick={() => void removeNow()}
              data-testid="remove-map"
            >
              {t('maps.remove')}
            </Button>
          )}
          <Link to={`/maps/${encodeURIComponent(key)}/bring`} data-testid="bring-map">
            {t('maps.bring')}
          </Link>
          <Link to={`/map/${encodeURIComponent(key)}`}>{t('maps.open')}</Link>
        </div>
      )}
    </li>
  );
}

function Here({ map }: { map: NonNullable<AreaMap['map']> }) {
  const t = useTexts('map');
  const common = useTexts('common');
  const { today } = useStatus();
  const when = moment(map.at, today, (parts) => common('time_on_day', parts));
  const facts = [size(map.bytes), t('maps.tiles', { count: map.tiles }), map.sha256 === null ? t('maps.stick') : null];
  return (
    <p className="db-quiet">
      {t('maps.fetched', { when })} · {facts.filter((fact) => fact !== null).join(' · ')}
    </p>
  );
}

/** The denominator was fixed before the first tile, so the line only moves forward. */
function Coming({ area, progress, onStop }: { area: string; progress: MapProgress; onStop: () => void }) {
  const t = useTexts('map');
  return (
    <>
      <progress
        className="db-map-card__progress"
        value={progress.here}
        max={progress.tiles}
        aria-label={t('maps.fetching_label', { area })}
      />
      <p role="status" data-testid="map-progress">
        {t('maps.fetching', { here: progress.here, tiles: progress.tiles })}
      </p>
      <p className="db-quiet">{t('maps.stop_text')}</p>
      <Button secondary small type="button" onClick={onStop} data-testid="stop-map">
        {t('maps.stop')}
      </Button>
    </>
  );
}
