/** The households of an area as a list: the same as on the map, in the order of the route. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import type { MapPoint } from '../backend/generated/MapPoint';
import type { RecordId } from '../backend/generated/RecordId';
import { householdPath } from '../people/paths';
import { EmptyState } from '../shared/EmptyState';
import { Tag } from '../shared/Tag';
import { useTexts } from '../texts';
import { useMapWords } from './words';

/** So many at a time: a district has thousands. */
const SHOWN = 30;

interface HouseholdsProps {
  points: readonly MapPoint[];
  stops: ReadonlyMap<RecordId, number>;
  chosen: ReadonlySet<RecordId>;
  picked: RecordId | null;
  onChoose: (household: RecordId, chosen: boolean) => void;
  onShow: (point: MapPoint) => void;
}

/** Those on the route in its order, then the others that wait, then those that were visited. */
export function inOrder(points: readonly MapPoint[], stops: ReadonlyMap<RecordId, number>, picked: RecordId | null): MapPoint[] {
  const rank = (point: MapPoint) =>
    point.household === picked
      ? -1
      : point.visit === 'done'
        ? Number.MAX_SAFE_INTEGER
        : (stops.get(point.household) ?? Number.MAX_SAFE_INTEGER - 1);
  return [...points].sort((a, b) => rank(a) - rank(b));
}

export function Households({ points, stops, chosen, picked, onChoose, onShow }: HouseholdsProps) {
  const t = useTexts('map');
  const [shown, setShown] = useState(SHOWN);
  const sorted = inOrder(points, stops, picked);
  const done = points.filter((point) => point.visit === 'done').length;
  return (
    <section aria-labelledby="households">
      <h2 className="nhsuk-heading-m" id="households">
        {t('households.title')}
      </h2>
      {points.length === 0 ? (
        <EmptyState title={t('households.none')}>
          <p>{t('households.none_text')}</p>
        </EmptyState>
      ) : (
        <>
          <p data-testid="visited">{t('households.summary', { done, count: points.length })}</p>
          <ul className="db-map-list">
            {sorted.slice(0, shown).map((point) => (
              <Household
                key={point.household}
                point={point}
                stop={stops.get(point.household)}
                chosen={chosen.has(point.household)}
                picked={point.household === picked}
                onChoose={onChoose}
                onShow={onShow}
              />
            ))}
          </ul>
          {sorted.length > shown && (
            <Button secondary small type="button" onClick={() => setShown(shown + SHOWN)}>
              {t('households.more', { count: Math.min(SHOWN, sorted.length - shown) })}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

interface HouseholdProps extends Pick<HouseholdsProps, 'onChoose' | 'onShow'> {
  point: MapPoint;
  stop: number | undefined;
  chosen: boolean;
  picked: boolean;
}

function Household({ point, stop, chosen, picked, onChoose, onShow }: HouseholdProps) {
  const t = useTexts('map');
  const { name } = useMapWords();
  const facts = [t('households.members', { count: point.members }), point.head ? point.address : null, point.registration];
  return (
    <li className={picked ? 'db-map-list__row db-map-list__row--picked' : 'db-map-list__row'} data-testid="map-household">
      <input
        type="checkbox"
        className="db-map-list__choose"
        aria-label={t('households.choose', { name: name(point) })}
        checked={chosen}
        onChange={(event) => onChoose(point.household, event.currentTarget.checked)}
      />
      <span className="db-map-list__what">
        <Link className="db-strong" to={householdPath(point.household)}>
          {name(point)}
        </Link>
        <span className="db-quiet">{facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</span>
      </span>
      <Tag colour={point.visit === 'done' ? 'green' : 'grey'}>
        {point.visit === 'done'
          ? t('households.done')
          : stop === undefined
            ? t('households.waiting')
            : t('households.stop', { number: stop })}
      </Tag>
      <button type="button" className="db-link-button" onClick={() => onShow(point)}>
        {t('households.show')}
        <span className="nhsuk-u-visually-hidden"> {name(point)}</span>
      </button>
    </li>
  );
}
