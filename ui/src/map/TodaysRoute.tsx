/** The way through today's households: how far, how long, and turn by turn. */
import { Button, Details } from 'nhsuk-react-components';
import { useState } from 'react';
import type { MapPoint } from '../backend/generated/MapPoint';
import type { RecordId } from '../backend/generated/RecordId';
import type { Route } from '../backend/generated/Route';
import type { RouteLeg } from '../backend/generated/RouteLeg';
import { useAct } from '../shared/backend';
import { moment } from '../shared/format';
import { RefusalMessage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import type { Place } from './place';
import { useMapWords } from './words';

/** From here on a house stands off the way enough to say so, in metres. */
const OFF = 100;

interface RouteProps {
  area: string;
  route: Route | null;
  points: readonly MapPoint[];
  chosen: ReadonlySet<RecordId>;
  place: Place;
  onPlanned: () => void;
}

export function TodaysRoute({ area, route, points, chosen, place, onPlanned }: RouteProps) {
  const t = useTexts('map');
  const [back, setBack] = useState(false);
  const plan = useAct((backend) =>
    backend.planRoute(area, { from: place.at, households: chosen.size > 0 ? [...chosen] : null, back_to_start: back }),
  );
  const press = async () => {
    if (await plan.run()) onPlanned();
  };
  const button = chosen.size > 0 ? t('route.plan_chosen', { count: chosen.size }) : route ? t('route.plan_again') : t('route.plan');
  return (
    <section aria-labelledby="route">
      <h2 className="nhsuk-heading-m" id="route">
        {t('route.title')}
      </h2>
      {plan.refusal && <RefusalMessage refusal={plan.refusal} />}
      {route ? <Way route={route} points={points} /> : <p>{t('route.none')}</p>}
      <label className="db-map-back">
        <input type="checkbox" checked={back} onChange={(event) => setBack(event.currentTarget.checked)} />
        {t('route.back')}
      </label>
      <Button secondary type="button" disabled={plan.busy} onClick={() => void press()} data-testid="plan-route">
        {plan.busy ? t('route.busy') : button}
      </Button>
    </section>
  );
}

function Way({ route, points }: { route: Route; points: readonly MapPoint[] }) {
  const t = useTexts('map');
  const common = useTexts('common');
  const { today } = useStatus();
  const { length, duration } = useMapWords();
  const byId = new Map(points.map((point) => [point.household, point]));
  const visits = route.legs.filter((leg) => leg.household !== null).length;
  return (
    <>
      <p className="nhsuk-lede-text" data-testid="route-summary">
        {t('route.summary', { length: length(route.metres), duration: duration(route.seconds) })}
      </p>
      <p className="db-quiet">
        {t('route.stops', { count: visits })} ·{' '}
        {t('route.made', { when: moment(route.at, today, (parts) => common('time_on_day', parts)) })}
      </p>
      {route.straight > 0 && (
        <p className="nhsuk-inset-text" data-testid="route-straight">
          {t('route.straight', { count: route.straight })}
        </p>
      )}
      {route.left_out > 0 && <p className="nhsuk-inset-text">{t('route.left_out', { count: route.left_out })}</p>}
      <Details>
        <Details.Summary data-testid="route-turns">{t('route.turns')}</Details.Summary>
        <Details.Text>
          <ol className="db-route">
            {route.legs.map((leg, place) => (
              <Leg key={`${place}-${leg.household ?? ''}`} leg={leg} number={place + 1} point={byId.get(leg.household ?? '')} />
            ))}
          </ol>
          {route.attribution && <p className="db-quiet">{t('route.streets', { whom: route.attribution })}</p>}
        </Details.Text>
      </Details>
    </>
  );
}

function Leg({ leg, number, point }: { leg: RouteLeg; number: number; point: MapPoint | undefined }) {
  const t = useTexts('map');
  const { length, duration, turn, name } = useMapWords();
  const whereTo = leg.household === null ? t('route.leg_back') : t('route.leg', { number, name: name(point) });
  return (
    <li className="db-route__leg">
      <p className="db-strong">{whereTo}</p>
      <p className="db-quiet">
        {leg.straight
          ? t('route.leg_straight', { length: length(leg.metres) })
          : t('route.leg_facts', { length: length(leg.metres), duration: duration(leg.seconds) })}
      </p>
      {leg.off_the_way >= OFF && <p>{t('route.off', { length: length(leg.off_the_way) })}</p>}
      <ol className="db-route__steps">
        {leg.steps.map((step, place) => (
          <li key={`${place}-${step.turn}`}>
            {turn(step)}
            {step.metres > 0 && <span className="db-quiet"> {length(step.metres)}</span>}
          </li>
        ))}
      </ol>
    </li>
  );
}
