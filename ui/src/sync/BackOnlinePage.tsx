/**
 * "You're back online": the full page that cannot be missed. What waits, how long it will take, and one button.
 *
 * It stays until the person chooses, however the link flaps: only its words and its second button follow the link.
 */
import { Button, Panel } from 'nhsuk-react-components';
import { useNavigate } from 'react-router';
import type { BackOnline } from '../backend/generated/BackOnline';
import type { Connection } from '../backend/generated/Connection';
import { useAsk } from '../shared/backend';
import { size } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page, titleProps } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Essentials } from './Essentials';
import { useFrom } from './from';
import { useTime } from './time';

export function BackOnlinePage() {
  const t = useTexts('sync');
  const { connection } = useStatus();
  const { data, refusal, again } = useAsk((backend) => backend.backOnline(), []);
  const navigate = useNavigate();
  const { from, state } = useFrom();
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={from} /> : <Loading />;
  const carryOn = () => void navigate(from, { replace: true });
  const empty = data.unsent.changes === 0;
  const dropped = DROPPED[connection];
  return (
    <Page title={t('back_online.title')} ownTitle wide testId="back-online">
      <Panel interruption className="db-interruption">
        <h1 className="nhsuk-panel__heading" {...titleProps}>
          {t('back_online.title')}
        </h1>
        {empty ? (
          <>
            <p>{t('back_online.nothing')}</p>
            <Button type="button" reverse onClick={carryOn} data-testid="carry-on">
              {t('back_online.go_on')}
            </Button>
          </>
        ) : (
          <>
            <Waiting waits={data} />
            <div role="status">
              {dropped && (
                <p className="db-interruption__dropped" data-testid="dropped">
                  {t(`back_online.${dropped}`)}
                </p>
              )}
            </div>
            <div className="nhsuk-button-group">
              <Button type="button" reverse data-testid="sync" onClick={() => void navigate('/sync/run', { replace: true, state })}>
                {dropped ? t('back_online.try') : t('back_online.sync')}
              </Button>
              {dropped ? (
                <button type="button" className="db-link db-link--reverse" data-testid="carry-on" onClick={carryOn}>
                  {t('back_online.carry_on')}
                </button>
              ) : (
                <button
                  type="button"
                  className="db-link db-link--reverse"
                  data-testid="not-now"
                  onClick={() => void navigate('/not-now', { replace: true, state })}
                >
                  {t('back_online.not_now')}
                </button>
              )}
            </div>
            <Essentials waits={data} state={state} onPanel />
          </>
        )}
      </Panel>
    </Page>
  );
}

/** `unknown` is the moment before the first answer: nothing is said of it. */
const DROPPED: Record<Connection, 'dropped' | 'dropped_not_ours' | 'dropped_failing' | null> = {
  online: null,
  unknown: null,
  offline: 'dropped',
  not_our_service: 'dropped_not_ours',
  service_failing: 'dropped_failing',
};

function Waiting({ waits }: { waits: BackOnline }) {
  const t = useTexts('sync');
  const common = useTexts('common');
  const { unsent } = waits;
  const elsewhere = [...unsent.schools, ...unsent.areas].reduce((left, place) => left - place.changes, unsent.changes);
  return (
    <>
      <p className="db-interruption__what" data-testid="waiting">
        {t(unsent.children > 0 ? 'back_online.waiting' : 'back_online.waiting_only', {
          changes: common('changes', { count: unsent.changes }),
          children: common('children', { count: unsent.children }),
        })}
      </p>
      <ul className="db-interruption__schools">
        {unsent.schools.map((school) => (
          <li key={school.school}>
            {t('back_online.school', {
              school: school.name,
              changes: common('changes', { count: school.changes }),
              children: common('children', { count: school.children }),
            })}
          </li>
        ))}
        {unsent.areas.map((area) => (
          <li key={area.area}>
            {t('back_online.area', {
              area: area.name,
              changes: common('changes', { count: area.changes }),
              households: common('households', { count: area.households }),
            })}
          </li>
        ))}
        {elsewhere > 0 && <li>{t('back_online.other', { changes: common('changes', { count: elsewhere }) })}</li>}
      </ul>
      <p data-testid="estimate">
        <Estimate waits={waits} />
      </p>
    </>
  );
}

function Estimate({ waits: { seconds, bytes } }: { waits: BackOnline }) {
  const t = useTexts('sync');
  const time = useTime();
  if (seconds === null) return t('back_online.estimate_size_only', { size: size(bytes) });
  return t('back_online.estimate', { time: time(seconds), size: size(bytes) });
}
