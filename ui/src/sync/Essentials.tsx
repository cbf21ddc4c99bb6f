/**
 * Where the connection is slow or costs money: only what a day's work needs, about how much the rest is, and how it comes later.
 * What was recorded is always sent, whichever button is pressed.
 */
import { Button } from 'nhsuk-react-components';
import { Link, useLocation, useNavigate } from 'react-router';
import type { BackOnline } from '../backend/generated/BackOnline';
import type { Rest } from '../backend/generated/Rest';
import { useOnce } from '../form/once';
import { useAct, useAsk, useBackend } from '../shared/backend';
import { size } from '../shared/format';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import type { From } from './from';
import { useTime } from './time';

/** The same, on a page that has not asked yet what waits. */
export function EssentialsHere() {
  const { data } = useAsk((backend) => backend.backOnline(), []);
  const { pathname } = useLocation();
  return data ? <Essentials waits={data} state={{ from: pathname }} /> : null;
}

/** The offer, and the switch by which a person says that this connection costs money. For who works in areas: she carries maps. */
export function Essentials({ waits: { spare, costs }, state, onPanel }: { waits: BackOnline; state: From; onPanel?: boolean }) {
  const t = useTexts('sync');
  const { person, connection } = useStatus();
  const say = useAct((backend, costs: boolean) => backend.setConnectionCosts(costs));
  if ((person?.areas.length ?? 0) === 0 || connection !== 'online') return null;
  return (
    <div className="db-spare" data-testid="spare">
      <button
        type="button"
        className="db-switch"
        role="switch"
        aria-checked={costs}
        disabled={say.busy}
        data-testid="costs"
        onClick={() => void say.run(!costs)}
      >
        <span className="db-switch__track" aria-hidden="true" />
        {t('spare.costs_switch')}
      </button>
      <div role="status">{spare && <Offer why={spare} state={state} onPanel={onPanel} />}</div>
    </div>
  );
}

function Offer({ why, state, onPanel }: { why: NonNullable<BackOnline['spare']>; state: From; onPanel: boolean | undefined }) {
  const t = useTexts('sync');
  const units = useTexts('units');
  const backend = useBackend();
  const navigate = useNavigate();
  // Once, when it is offered: to weigh a map is a question to the service.
  const { data: rest, refusal } = useOnce(() => backend.restOfSync(), why);
  if (!refusal && (!rest || rest.parts.length === 0)) return null;
  return (
    <div data-testid="essentials-offer">
      <p>{t(why === 'costs' ? 'spare.because_costs' : 'spare.because_slow')}</p>
      {rest && (
        <p data-testid="rest">
          <RestWords rest={rest} />
        </p>
      )}
      <Button
        type="button"
        reverse={onPanel}
        secondary={!onPanel}
        data-testid="sync-essentials"
        onClick={() => void navigate('/sync/run', { replace: onPanel === true, state: { ...state, essentials: true } })}
      >
        {units('essentials')}
      </Button>
      <p>
        <Link className={onPanel ? 'db-link--reverse' : undefined} to="/sync/parts">
          {t('spare.later', { page: units('title') })}
        </Link>
      </p>
    </div>
  );
}

function RestWords({ rest: { parts, bytes, seconds } }: { rest: Rest }) {
  const t = useTexts('sync');
  const units = useTexts('units');
  const time = useTime();
  const named = parts.map((part) => {
    const name = units(`unit.${part.unit}`);
    return part.bytes === null ? t('spare.part_unknown', { part: name }) : t('spare.part', { part: name, size: size(part.bytes) });
  });
  const said = { size: size(bytes), parts: named.join(', ') };
  return seconds === null ? t('spare.rest', said) : t('spare.rest_time', { ...said, time: time(seconds) });
}
