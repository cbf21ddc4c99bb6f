/** All about one child: who she is, where she stands, what can be done now, and what has been done. */
import { NotificationBanner } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ChildPage as Child } from '../backend/generated/ChildPage';
import { RegisterButtons } from '../attendance/RegisterButtons';
import { useAct, useAsk } from '../shared/backend';
import { fullName } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { childPath, notGivenPath, sessionPath, sessionsPath, vaccinatePath } from '../shared/paths';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { SavedBanner, useNews, type SavedNews, isOfPeople } from '../shared/saved';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Activity } from './Activity';
import { ChildHeader, Contacts } from './ChildHeader';
import { Notes } from './Notes';
import { ProgrammePanel } from './ProgrammePanel';
import { secondOutstanding } from './second';
import { Tickets } from './Tickets';

export function ChildPage() {
  const { child = '', session = null } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.child(child, session), [child, session]);
  if (!data)
    return refusal ? <RefusalPage refusal={refusal} again={again} back={session ? sessionPath(session) : sessionsPath} /> : <Loading />;
  return <Open key={child} page={data} />;
}

function Open({ page }: { page: Child }) {
  const t = useTexts('child');
  const news = useNews();
  const { row, session } = page;
  return (
    <Page
      title={fullName(row)}
      back={session ? sessionPath(session.id) : sessionsPath}
      backLabel={session ? t('back') : t('back_home')}
      focusTitle={!news}
      above={news && <News news={news} page={page} />}
      wide
      testId="child-page"
    >
      <ChildHeader page={page} />
      <Second page={page} />
      <Tickets tickets={page.tickets} />
      {!session && <OpenInSession page={page} />}
      <div className="db-child-page">
        <div className="db-child-page__main">
          {page.programmes.map((panel) => (
            <ProgrammePanel key={panel.programme} panel={panel} page={page} />
          ))}
        </div>
        <div className="db-child-page__side">
          <Attendance page={page} />
          <Contacts page={page} />
          <Notes page={page} />
          <Activity entries={page.entries} />
        </div>
      </div>
    </Page>
  );
}

/** Stays until the other vaccine is recorded, given or not. */
function Second({ page: { programmes, row, session } }: { page: Child }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const { today } = useStatus();
  const second = secondOutstanding(
    programmes.map((panel) => ({
      ...panel,
      givenToday: panel.vaccinations.some((dose) => dose.date === today && dose.outcome === 'administered'),
    })),
  );
  if (!second) return null;
  const words = { outstanding: codes(`programme.${second.outstanding}`), given: codes(`programme.${second.given}`) };
  return (
    <NotificationBanner title={t('second.title')} titleId="second-title" data-testid="second-outstanding">
      <NotificationBanner.Heading>{t('second.heading', words)}</NotificationBanner.Heading>
      <p>{t('second.text', words)}</p>
      {session?.today && (
        <p className="db-second__ways">
          <Link to={vaccinatePath(session.id, row.id, second.outstanding)}>{t('second.record', words)}</Link>
          <Link to={notGivenPath(session.id, row.id, second.outstanding)}>{t('second.not_given', words)}</Link>
        </p>
      )}
    </NotificationBanner>
  );
}

function Attendance({ page: { row, session } }: { page: Child }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  if (!session?.today || !session.registration_required) return null;
  return (
    <section className="db-part" data-testid="attendance">
      <h2 className="nhsuk-heading-s">{t('attendance')}</h2>
      {row.registration === 'completed' ? (
        <p>{codes('registration.completed')}</p>
      ) : (
        <RegisterButtons child={row.id} name={fullName(row)} session={session.id} registration={row.registration} />
      )}
    </section>
  );
}

/** Coming from elsewhere (what waits, an account): the way to where vaccinations are recorded. */
function OpenInSession({ page: { row, school_name } }: { page: Child }) {
  const t = useTexts('child');
  const { data } = useAsk((backend) => backend.sessions(), []);
  const now = data?.find((session) => session.today && session.location === row.school);
  if (!now) return null;
  return (
    <p>
      <Link to={childPath(row.id, now.id)}>{t('panel.open_today', { school: school_name })}</Link>
    </p>
  );
}

function News({ news, page }: { news: SavedNews; page: Child }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const { kind, record } = news;
  const [undone, setUndone] = useState(false);
  const undo = useAct((backend) => (kind && record ? backend.undoRemoval({ kind, record }) : Promise.reject(new Error('nothing to undo'))));
  const canUndo = page.entries.some((entry) => entry.record === record && entry.can_undo);
  if (news.what === 'batch') return null;
  if (news.what === 'removed') {
    return (
      <SavedBanner
        more={
          canUndo &&
          !undone && (
            <>
              <p>
                {t('news.removed_text')}{' '}
                <button
                  type="button"
                  className="db-link"
                  disabled={undo.busy}
                  onClick={() => void undo.run().then((done) => setUndone(done !== undefined))}
                >
                  {t('activity.undo')}
                </button>
              </p>
              {undo.refusal && <RefusalMessage refusal={undo.refusal} />}
            </>
          )
        }
      >
        {undone ? t('news.restored') : t('news.removed', { what: codes(`kind.${kind ?? 'note'}`) })}
      </SavedBanner>
    );
  }
  // What is said of households and people is said on their pages.
  if (isOfPeople(news.what)) return null;
  const name = fullName(page.row);
  return <SavedBanner>{news.changed ? t(`news.${news.what}`, { name }) : t('news.same', { name })}</SavedBanner>;
}
