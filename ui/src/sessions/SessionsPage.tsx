/** The sessions on this device: today's first, then what comes, then what was. */
import { Link } from 'react-router';
import type { Programme } from '../backend/generated/Programme';
import type { SessionCard } from '../backend/generated/SessionCard';
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { day, shortDay } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { sessionPath } from '../shared/paths';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { byDay } from './by-day';

export function SessionsPage() {
  const t = useTexts('sessions');
  const { today } = useStatus();
  const { data, refusal, again } = useAsk((backend) => backend.sessions(), []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  const { now, next, past } = byDay(data, today);
  return (
    <Page title={t('title')} wide testId="sessions">
      {data.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('none_text')}</p>
        </EmptyState>
      ) : (
        <>
          <Sessions title={t('today')} sessions={now} none={t('none_today')} />
          <Sessions title={t('next')} sessions={next} />
          <Sessions title={t('past')} sessions={past} />
        </>
      )}
    </Page>
  );
}

function Sessions({ title, sessions, none }: { title: string; sessions: SessionCard[]; none?: string }) {
  if (sessions.length === 0 && !none) return null;
  return (
    <section className="db-sessions">
      <h2 className="nhsuk-heading-m">{title}</h2>
      {sessions.length === 0 && <p className="db-quiet">{none}</p>}
      <ul className="db-session-cards">
        {sessions.map((session) => (
          <li key={session.id}>
            <Card session={session} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ session }: { session: SessionCard }) {
  const t = useTexts('sessions');
  const dates = useDates();
  return (
    <article className={session.today ? 'db-session db-session--today' : 'db-session'} data-testid="session-card">
      <h3 className="db-session__school">
        <Link to={sessionPath(session.id)}>{session.school}</Link>
      </h3>
      <p className="db-session__when">{dates(session)}</p>
      <Programmes programmes={session.programmes} />
      <dl className="db-figures">
        <Figure count={session.children} label={t('children', { count: session.children })} />
        <Figure count={session.ready} label={t('ready')} />
        <Figure count={session.vaccinated_today} label={t('vaccinated_today')} />
        <Figure count={session.unsent} label={t('unsent')} quiet={session.unsent === 0} />
      </dl>
    </article>
  );
}

export function Programmes({ programmes }: { programmes: Programme[] }) {
  const codes = useTexts('codes');
  return (
    <ul className="db-programmes">
      {programmes.map((programme) => (
        <li key={programme}>{codes(`programme.${programme}`)}</li>
      ))}
    </ul>
  );
}

export function Figure({ count, label, quiet }: { count: number; label: string; quiet?: boolean }) {
  return (
    <div className={quiet ? 'db-figure db-figure--quiet' : 'db-figure'}>
      <dt>{label}</dt>
      <dd>{count}</dd>
    </div>
  );
}

/** `14 September 2026`, or `14 September to 16 September 2026`, or both days. */
export function useDates(): (session: SessionCard) => string {
  const t = useTexts('sessions');
  return ({ dates }) => {
    const [first, last] = [dates[0], dates.at(-1)];
    if (!first || !last) return '';
    return dates.length === 1 ? day(first) : t('dates', { first: shortDay(first), last: day(last) });
  };
}
