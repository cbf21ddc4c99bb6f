/** Every sync of this device, newest first; each leads to its account. */
import { Link } from 'react-router';
import type { SyncEnd } from '../backend/generated/SyncEnd';
import type { SyncLine } from '../backend/generated/SyncLine';
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { day, dayOf, time } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { Tag, type TagColour } from '../shared/Tag';
import { useTexts } from '../texts';

const COLOUR: Record<SyncEnd, TagColour> = {
  running: 'blue',
  completed: 'green',
  stopped: 'grey',
  interrupted: 'grey',
  link_lost: 'orange',
  service_failing: 'orange',
  not_our_service: 'orange',
  sign_in_again: 'orange',
  device_blocked: 'red',
  app_too_old: 'red',
  out_of_space: 'red',
  counts_differ: 'red',
};

export function HistoryPage() {
  const t = useTexts('history');
  const { data, refusal, again } = useAsk((backend) => backend.history(), []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  return (
    <Page title={t('title')} testId="history">
      {data.length === 0 ? (
        <EmptyState title={t('empty')}>
          <p>{t('empty_text')}</p>
        </EmptyState>
      ) : (
        <>
          <p>{t('lead')}</p>
          <ul className="db-cards">
            {data.map((line) => (
              <Line key={line.sync} line={line} />
            ))}
          </ul>
        </>
      )}
    </Page>
  );
}

function Line({ line }: { line: SyncLine }) {
  const t = useTexts('history');
  const common = useTexts('common');
  const facts = [
    line.total > 0 ? t('of', { received: line.received, total: line.total }) : t('none_to_send'),
    line.with_support > 0 ? t('review', { count: line.with_support }) : null,
    line.fetched > 0 ? t('fetched', { count: line.fetched }) : null,
  ].filter((fact) => fact !== null);
  return (
    <li className="db-card db-card--line" data-testid="history-line" data-end={line.end}>
      <Link className="db-card__title" to={`/history/${line.sync}`}>
        {common('time_on_day', { time: time(line.started_at), day: day(dayOf(line.started_at)) })}
      </Link>
      <Tag colour={COLOUR[line.end]}>{t(`end.${line.end}`)}</Tag>
      <span className="db-card__facts">{facts.join(' · ')}</span>
    </li>
  );
}
