/**
 * A session and its children. The page a nurse comes back to after every child, so it keeps her filters and her place.
 *
 * What was searched for is kept in memory only: it is a name.
 */
import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import { Link, useParams } from 'react-router';
import type { ChildRow } from '../backend/generated/ChildRow';
import type { SessionPage as Session } from '../backend/generated/SessionPage';
import { Figure, Programmes, useDates } from '../sessions/SessionsPage';
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { batchesPath, registerPath, sessionsPath } from '../shared/paths';
import { RefusalPage } from '../shared/Refusal';
import { useNews } from '../shared/saved';
import { useInHand } from '../shared/shelf';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { ChildList } from './ChildList';
import { FilterBar } from './FilterBar';
import { NO_FILTERS, isFiltered, shown, type Filters } from './filters';
import { namesakes } from './namesakes';
import { RecordedBanner } from './RecordedBanner';
import { useFound, useSlash } from './search';
import { SearchBox } from './SearchBox';

export function SessionPage() {
  const { session = '' } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.session(session), [session]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={sessionsPath} /> : <Loading />;
  return <Open key={session} page={data} />;
}

interface Place {
  text: string;
  filters: Filters;
  scroll: number;
  /** Lines of the list that were drawn. */
  lines: number;
}

function Open({ page: { card, children } }: { page: Session }) {
  const t = useTexts('session');
  const dates = useDates();
  const { today } = useStatus();
  const news = useNews();
  const place = useInHand<Place>(`session/${card.id}`, () => ({ text: '', filters: NO_FILTERS, scroll: 0, lines: 0 }));
  const { text, filters } = place.value;
  const found = useFound(card.id, text);
  const list = useDeferredValue(shown(children, found, filters));
  const registering = card.registration_required && card.today;
  const alike = useMemo(() => namesakes(children), [children]);
  const search = useRef<HTMLInputElement>(null);
  useSlash(useCallback(() => search.current?.focus(), []));
  useKeptScroll(place.value, place.set, news === undefined);
  useEffect(() => {
    // After recording, the next child is looked for afresh; the filters stay.
    if (news) place.set({ ...place.value, text: '' });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [news]);
  return (
    <Page
      title={card.school}
      caption={dates(card)}
      back={sessionsPath}
      backLabel={t('back')}
      focusTitle={!news}
      above={news && <RecordedBanner news={news} session={card.id} children={children} />}
      wide
      testId="session"
    >
      <div className="db-session-head">
        <Programmes programmes={card.programmes} />
        <Figures card={card} />
        <p className="db-session-head__links">
          {registering && <Link to={registerPath(card.id)}>{t('register')}</Link>}
          <Link to={batchesPath}>{t('batches')}</Link>
        </p>
      </div>
      {children.length === 0 ? (
        <EmptyState title={t('none')}>
          <p>{t('none_text')}</p>
        </EmptyState>
      ) : (
        <>
          <search className="db-find">
            <SearchBox ref={search} value={text} onChange={(next) => place.set({ ...place.value, text: next })} />
            <FilterBar
              children={children}
              found={found}
              programmes={card.programmes}
              registering={registering}
              filters={filters}
              onChange={(next) => place.set({ ...place.value, filters: next })}
            />
          </search>
          <Showing shown={list.length} all={children.length} />
          <NobodyOr
            list={list}
            narrowed={text.trim() !== '' || isFiltered(filters)}
            everyone={() => place.set({ ...place.value, text: '', filters: NO_FILTERS })}
          >
            <ChildList
              children={list}
              session={card.id}
              today={today}
              registering={registering}
              namesakes={alike}
              narrowing={`${text.trim()}/${Object.values(filters).join('/')}`}
              atLeast={place.value.lines}
              onDrawn={(lines) => place.set({ ...place.value, lines })}
            />
          </NobodyOr>
        </>
      )}
    </Page>
  );
}

function Figures({ card }: { card: Session['card'] }) {
  const t = useTexts('sessions');
  return (
    <dl className="db-figures">
      <Figure count={card.ready} label={t('ready')} />
      <Figure count={card.vaccinated_today} label={t('vaccinated_today')} />
      <Figure count={card.unsent} label={t('unsent')} quiet={card.unsent === 0} />
    </dl>
  );
}

export function Showing({ shown, all }: { shown: number; all: number }) {
  const t = useTexts('session');
  return (
    <p className="db-showing" role="status" data-testid="showing">
      {shown === all ? t('showing_all', { count: all }) : t('showing', { shown, all })}
    </p>
  );
}

export function NobodyOr({
  list,
  narrowed,
  everyone,
  children,
}: {
  list: ChildRow[];
  narrowed: boolean;
  everyone: () => void;
  children: React.ReactNode;
}) {
  const t = useTexts('session');
  if (list.length > 0 || !narrowed) return children;
  return (
    <EmptyState title={t('none_found')}>
      <p>{t('none_found_text')}</p>
      <button type="button" className="db-link" onClick={everyone}>
        {t('show_everyone')}
      </button>
    </EmptyState>
  );
}

/** Comes back to where one was in the list; from the top where something has just been recorded. */
function useKeptScroll(place: Place, keep: (place: Place) => void, comeBack: boolean): void {
  const latest = useRef({ place, keep });
  useEffect(() => {
    latest.current = { place, keep };
  });
  useEffect(() => {
    if (comeBack) window.scrollTo(0, latest.current.place.scroll);
    let now = comeBack ? latest.current.place.scroll : 0;
    const look = () => {
      now = window.scrollY;
    };
    window.addEventListener('scroll', look, { passive: true });
    return () => {
      window.removeEventListener('scroll', look);
      latest.current.keep({ ...latest.current.place, scroll: now });
    };
    // Once, for as long as the page stands.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}
