/**
 * "Syncing your changes": an animation, a line that only moves forward and counts whole changes, the phase in words, and
 * a way out that is always there.
 */
import { Button } from 'nhsuk-react-components';
import { useEffect, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Progress } from '../backend/generated/Progress';
import { useBackend } from '../shared/backend';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { ESSENTIAL } from '../units/units';
import { Animation } from './Animation';
import { useFrom, type From } from './from';
import { quarter } from './progress';
import { useSyncRunner } from './runner';

export function SyncingPage() {
  const t = useTexts('sync');
  const { unsent } = useStatus();
  const { run, start, startParts, stop, watch } = useSyncRunner();
  const navigate = useNavigate();
  const { from, state } = useFrom();
  const { essentials } = (useLocation().state ?? {}) as From;
  const begin = () => (essentials ? startParts(ESSENTIAL) : start());
  const [stopping, setStopping] = useState(false);
  // Fixed when the page opens: the count of what is unsent falls while it is shown.
  const [atFirst] = useState(unsent.changes);

  useEffect(() => {
    const unwatch = watch();
    begin();
    return unwatch;
    // Once: when it has ended, this page goes on to the account and does not begin another.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => {
    if (run.state === 'ended') void navigate(`/sync/done/${run.account.sync}`, { replace: true, state });
  }, [run, navigate, state]);

  if (run.state === 'refused' && run.refusal.code === 'busy') return <AlreadyRunning />;
  if (run.state === 'refused') return <RefusalPage refusal={run.refusal} again={begin} back={from} />;
  const progress = run.state === 'running' || run.state === 'ended' ? run.progress : null;
  const total = progress?.total ?? atFirst;
  return (
    <Page title={total > 0 ? t('run.title') : t('run.title_nothing')} testId="syncing">
      <div className="db-syncing">
        <Animation />
        <Line progress={progress} total={total} />
        <p className="db-quiet">{t('run.safe')}</p>
        <Button
          type="button"
          secondary
          disabled={stopping}
          data-testid="stop"
          onClick={() => {
            setStopping(true);
            stop();
          }}
        >
          {stopping ? t('run.stopping') : t('run.stop')}
        </Button>
      </div>
    </Page>
  );
}

/** The line, the count and the phase; said aloud at each phase and quarter only. */
function Line({ progress, total }: { progress: Progress | null; total: number }) {
  const t = useTexts('sync');
  const received = progress?.received ?? 0;
  const phase = t(`run.phase.${progress?.phase ?? 'greeting'}`);
  const parts = progress?.fetching ?? [];
  const done = parts.filter((part) => part.complete).length;
  const counted =
    total > 0 ? t('run.received', { count: total, received }) : parts.length > 0 ? t('run.parts', { count: parts.length, done }) : '';
  const waiting = progress?.waiting_seconds;
  const moment = progress ? `${progress.phase}/${quarter(progress)}` : 'greeting';
  const said = t('run.announce', { phase, received: counted });
  const [spoken, setSpoken] = useState({ moment, said });
  if (spoken.moment !== moment) setSpoken({ moment, said });
  return (
    <>
      <progress
        className="db-progress"
        aria-label={t('run.bar')}
        max={total > 0 ? total : Math.max(1, parts.length)}
        value={total > 0 ? received : done}
        data-testid="progress"
      />
      <p className="db-syncing__count" data-testid="received">
        {counted}
      </p>
      <p className="db-syncing__phase" data-testid="phase" data-phase={progress?.phase ?? 'greeting'}>
        {waiting ? t('run.waiting', { count: waiting }) : phase}
      </p>
      <p className="nhsuk-u-visually-hidden" role="status">
        {spoken.said}
      </p>
    </>
  );
}

/** A sync that this screen did not begin (the window was loaded again during it): its account is the newest when it ends. */
function AlreadyRunning() {
  const t = useTexts('sync');
  const backend = useBackend();
  const { syncing } = useStatus();
  const navigate = useNavigate();
  const { state } = useFrom();
  useEffect(() => {
    if (syncing) return;
    let here = true;
    void backend.history().then(([newest]) => {
      if (here) void navigate(newest ? `/sync/done/${newest.sync}` : '/', { replace: true, state });
    });
    return () => {
      here = false;
    };
  }, [syncing, backend, navigate, state]);
  return (
    <Page title={t('run.title')} testId="syncing">
      <div className="db-syncing">
        <Animation />
        <p className="db-quiet">{t('run.safe')}</p>
        <Button type="button" secondary data-testid="stop" onClick={() => void backend.stopSync()}>
          {t('run.stop')}
        </Button>
      </div>
    </Page>
  );
}
