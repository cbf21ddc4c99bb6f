/** The first download: it starts by itself, says how far each part is, goes on from where it was, and ends in *Ready to go offline*. */
import { Button, Panel } from 'nhsuk-react-components';
import { useEffect } from 'react';
import type { ScopeProgress } from '../backend/generated/ScopeProgress';
import type { SessionCard } from '../backend/generated/SessionCard';
import type { SyncEnd } from '../backend/generated/SyncEnd';
import { useAsk } from '../shared/backend';
import { size } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page, titleProps } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { Tag } from '../shared/Tag';
import { Icon } from '../shell/Icon';
import { useSyncRunner } from '../sync/runner';
import { useTexts } from '../texts';
import { usePartName } from './words';

export function FirstDownloadPage({ onDone }: { onDone: () => void }) {
  const { run, start, watch } = useSyncRunner();
  useEffect(() => {
    const unwatch = watch();
    start();
    return unwatch;
    // Once: what comes after is the person's choice.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (run.state === 'ended' && run.account.end === 'completed') return <Ready onDone={onDone} />;
  if (run.state === 'ended') return <Paused key="paused" end={run.account.end} reference={run.account.reference} again={start} />;
  if (run.state === 'refused') return <Refused refusal={run.refusal} again={start} />;
  return <Coming parts={run.state === 'running' ? (run.progress?.fetching ?? []) : []} />;
}

function Coming({ parts }: { parts: ScopeProgress[] }) {
  const t = useTexts('firstDownload');
  const done = parts.filter((part) => part.complete).length;
  return (
    <Page title={t('title')} testId="first-download">
      <p className="nhsuk-lede-text">{t('lead')}</p>
      <ul className="db-parts">
        {parts.map((part) => (
          <Part key={part.scope} part={part} />
        ))}
        {parts.length === 0 && <li className="db-parts__part">{t('starting')}</li>}
      </ul>
      <p className="nhsuk-u-visually-hidden" role="status">
        {parts.length > 0 && (done === parts.length ? t('all_announce') : t('announce', { done, all: parts.length }))}
      </p>
      <p className="db-quiet">{t('keep')}</p>
    </Page>
  );
}

function Part({ part }: { part: ScopeProgress }) {
  const t = useTexts('firstDownload');
  const name = usePartName()(part);
  // What is about there is an estimate: more may come than was thought, and the bar never passes its end.
  const about = part.complete ? Math.max(1, part.fetched) : Math.max(part.about ?? 0, part.fetched, 1);
  return (
    <li className="db-parts__part" data-testid="part" data-complete={part.complete}>
      <span className="db-parts__name">{name}</span>
      <span className="db-parts__state">
        {part.complete ? (
          <Tag colour="green">{t('complete')}</Tag>
        ) : part.fetched === 0 ? (
          t('waiting')
        ) : part.about ? (
          t('fetched_of', { fetched: part.fetched, about })
        ) : (
          t('fetched', { fetched: part.fetched })
        )}
      </span>
      <progress className="db-progress" aria-label={name} max={about} value={part.complete ? about : part.fetched} />
    </li>
  );
}

function Paused({ end, reference, again }: { end: SyncEnd; reference: string | null; again: () => void }) {
  const t = useTexts('firstDownload');
  const sync = useTexts('sync');
  return (
    <Page title={t('pause.title')} testId="first-download-paused">
      {end !== 'completed' && (
        <>
          <p className="nhsuk-lede-text">{sync(`end.${end}.what`)}</p>
          {end === 'not_our_service' && (
            <ol className="nhsuk-list nhsuk-list--number">
              {sync('wifi.steps', { returnObjects: true }).map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          )}
        </>
      )}
      <p>{t('pause.kept')}</p>
      <Button type="button" onClick={again} data-testid="try-again">
        {t('pause.again')}
      </Button>
      {reference && <p className="db-quiet">{sync('account.reference', { reference })}</p>}
    </Page>
  );
}

function Refused({ refusal, again }: { refusal: Parameters<typeof RefusalMessage>[0]['refusal']; again: () => void }) {
  const t = useTexts('firstDownload');
  return (
    <Page title={t('pause.title')} testId="first-download-paused">
      <RefusalMessage refusal={refusal} />
      <Button type="button" onClick={again} data-testid="try-again">
        {t('pause.again')}
      </Button>
    </Page>
  );
}

/** One line a school, however many sessions it has; the session that invites most children speaks for it. */
function bySchool(sessions: SessionCard[]): SessionCard[] {
  const schools = new Map<string, SessionCard>();
  for (const card of sessions) {
    const known = schools.get(card.location);
    if (!known || known.children < card.children) schools.set(card.location, card);
  }
  return [...schools.values()];
}

function Ready({ onDone }: { onDone: () => void }) {
  const t = useTexts('firstDownload');
  const common = useTexts('common');
  const safety = useTexts('safety');
  const { space } = useStatus();
  const { data, refusal } = useAsk((backend) => backend.sessions(), []);
  // All at once: a button that moves away from under a finger is not pressed.
  if (!data && !refusal) return <Loading />;
  return (
    <Page title={t('ready.title')} ownTitle testId="ready">
      <Panel>
        <h1 className="nhsuk-panel__heading" {...titleProps}>
          {t('ready.title')}
        </h1>
        <p>{t('ready.lead')}</p>
      </Panel>
      {data && data.length > 0 && (
        <>
          <h2 className="nhsuk-heading-m">{t('ready.what')}</h2>
          <ul className="nhsuk-list db-ticks">
            <li>
              <Icon name="online" />
              {t('ready.sessions', { count: data.length })}
            </li>
            {bySchool(data).map((card) => (
              <li key={card.location}>
                <Icon name="online" />
                {t('ready.school', { school: card.school, children: common('children', { count: card.children }) })}
              </li>
            ))}
          </ul>
        </>
      )}
      {space.low && (
        <p className="nhsuk-inset-text" data-testid="space-low">
          {safety('space.ready', { size: size(space.free_bytes ?? 0) })}
        </p>
      )}
      <h2 className="nhsuk-heading-s">{t('ready.remember')}</h2>
      <p>{t('ready.remember_text')}</p>
      <Button type="button" onClick={onDone} data-testid="go-to-sessions">
        {t(data?.length === 0 ? 'ready.go_start' : 'ready.go')}
      </Button>
    </Page>
  );
}
