/** One quiet line on every page: the connection, what waits, when everything was last sent, and a running snooze. It informs; the full page asks. */
import { Link } from 'react-router';
import type { Connection } from '../backend/generated/Connection';
import type { Status } from '../backend/generated/Status';
import { useAct } from '../shared/backend';
import { moment } from '../shared/format';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Icon, type IconName } from './Icon';

const ICON: Record<Connection, IconName> = {
  unknown: 'sync',
  online: 'online',
  offline: 'offline',
  not_our_service: 'trouble',
  service_failing: 'trouble',
};

export function ConnectionStrip({ quiet }: { quiet: boolean }) {
  const t = useTexts('shell');
  const common = useTexts('common');
  const status = useStatus();
  const on = (parts: { time: string; day: string }) => common('time_on_day', parts);
  return (
    <section
      className={`db-strip db-strip--${status.connection}`}
      aria-label={t('strip.label')}
      data-testid="strip"
      data-connection={status.connection}
    >
      <div className="nhsuk-width-container db-strip__row">
        <span className="db-strip__state" role="status" data-testid="connection">
          <Icon name={ICON[status.connection]} />
          {t(`strip.${status.connection}`)}
        </span>
        {quiet || status.unsent.changes === 0 ? (
          <span data-testid="unsent-count">{t('strip.unsent', { count: status.unsent.changes })}</span>
        ) : (
          <Link to="/unsent" data-testid="unsent-count">
            {t('strip.unsent', { count: status.unsent.changes })}
          </Link>
        )}
        <span className="db-strip__synced">
          {status.last_synced_at
            ? t('strip.last_synced', { at: moment(status.last_synced_at, status.today, on) })
            : t('strip.never_synced')}
        </span>
        {!quiet && <Snooze status={status} />}
        {!quiet && (
          <Link to="/sync/run" className="db-strip__sync" data-testid="sync-now">
            {status.syncing ? t('strip.syncing') : t('strip.sync')}
          </Link>
        )}
        <DemoSwitch cut={status.demo_link_cut} />
      </div>
      {status.clock_wrong_seconds !== null && !quiet && (
        <div className="nhsuk-width-container db-strip__clock">
          <Icon name="trouble" />
          <Link to="/clock" data-testid="clock-wrong">
            {t('strip.clock')}
          </Link>
        </div>
      )}
      {status.wipe_waits && (
        <div className="nhsuk-width-container db-strip__clock" data-testid="wipe-waits">
          <Icon name="trouble" />
          <span>{t('strip.wipe_waits')}</span>
        </div>
      )}
      {(status.space.low || status.space.reserve_used) && !quiet && (
        <div className="nhsuk-width-container db-strip__clock">
          <Icon name="trouble" />
          <Link to="/space" data-testid="space-low">
            {status.space.reserve_used ? t('strip.space_reserve') : t('strip.space')}
          </Link>
        </div>
      )}
    </section>
  );
}

function Snooze({ status }: { status: Status }) {
  const t = useTexts('shell');
  const common = useTexts('common');
  const end = useAct((backend) => backend.endSnooze());
  if (!status.snooze) return null;
  const on = (parts: { time: string; day: string }) => common('time_on_day', parts);
  return (
    <span className="db-strip__snooze" data-testid="snooze">
      {status.snooze.until ? t('strip.snoozed', { at: moment(status.snooze.until, status.today, on) }) : t('strip.snoozed_until_asked')}{' '}
      <button type="button" className="db-link" data-testid="end-snooze" onClick={() => void end.run()}>
        {t('strip.end_snooze')}
      </button>
    </span>
  );
}

/** The demo's switch cuts the link for real; it is there in the demo only. */
export function DemoSwitch({ cut }: { cut: boolean | null }) {
  const t = useTexts('shell');
  const flip = useAct((backend) => backend.cutDemoLink(!cut));
  if (cut === null) return null;
  return (
    <button type="button" className="db-switch" role="switch" aria-checked={cut} data-testid="cut-network" onClick={() => void flip.run()}>
      <span className="db-switch__track" aria-hidden="true" />
      {t('strip.cut')}
    </button>
  );
}
