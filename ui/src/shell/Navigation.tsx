/**
 * The way around: one line, at the foot of a narrow screen. What finds no room there opens with *More*.
 *
 * How much room there is depends on the language, on how large the words are and on what waits, so it is measured. What is out
 * of the line stays in it unseen, to be measured again; how many a narrow bar holds stands in the style sheet.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import { NavLink, matchPath, useLocation, useNavigate } from 'react-router';
import { useAct, useAsk } from '../shared/backend';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Icon } from './Icon';
import { outOfLine, placesOf, type Measured, type Place, type PlaceName } from './places';

export function Navigation() {
  const t = useTexts('shell');
  const { pathname } = useLocation();
  const places = usePlaces();
  const lock = useLock();
  const { list, out } = useLine();
  const rest = places.filter(({ name }) => out.includes(name));
  const isHere = rest.some(({ to }) => matchPath({ path: to, end: false }, pathname));
  return (
    <nav className="db-nav" aria-label={t('nav.label')}>
      <ul className="nhsuk-width-container db-nav__list" ref={list}>
        {places.map((place) => (
          <Item key={place.name} name={place.name} out={out.includes(place.name)}>
            {out.includes(place.name) ? <Ghost place={place} /> : <PlaceLink place={place} />}
          </Item>
        ))}
        <Item name="lock" out={out.includes('lock')} last>
          {out.includes('lock') ? (
            <span className="db-nav__link">
              <Icon name="lock" />
              <span>{t('nav.lock')}</span>
            </span>
          ) : (
            <button type="button" className="db-nav__link" data-testid="lock" onClick={lock}>
              <Icon name="lock" />
              <span>{t('nav.lock')}</span>
            </button>
          )}
        </Item>
        <li className={out.length === 0 ? 'db-nav__out' : undefined} data-place="more">
          <More rest={rest} lock={out.includes('lock') ? lock : undefined} isHere={isHere} />
        </li>
      </ul>
    </nav>
  );
}

/** By what she has: areas, sessions, or both. Sessions are asked for only where it makes a difference. */
function usePlaces(): Place[] {
  const areas = (useStatus().person?.areas.length ?? 0) > 0;
  const { data } = useAsk(async (backend) => !areas || (await backend.sessions()).length > 0, [areas]);
  return placesOf({ areas, sessions: data ?? true });
}

function useLock(): () => void {
  const navigate = useNavigate();
  const { run } = useAct((backend) => backend.lock());
  return () => void run().then(() => navigate('/', { replace: true }));
}

function Item({ name, out, last, children }: { name: PlaceName; out: boolean; last?: boolean; children: ReactNode }) {
  const classes = [out && 'db-nav__out', last && 'db-nav__last'].filter(Boolean).join(' ');
  return (
    <li className={classes || undefined} aria-hidden={out || undefined} data-place={name}>
      {children}
    </li>
  );
}

function PlaceLink({ place: { to, icon, name } }: { place: Place }) {
  const t = useTexts('shell');
  return (
    <NavLink className="db-nav__link" to={to} end={to === '/'} data-testid={`nav-${name}`}>
      <Icon name={icon} />
      <span>{t(`nav.short.${name}`)}</span>
      {name === 'unsent' && <Count />}
    </NavLink>
  );
}

/** As wide as the link that it stands for. */
function Ghost({ place: { icon, name } }: { place: Place }) {
  const t = useTexts('shell');
  return (
    <span className="db-nav__link">
      <Icon name={icon} />
      <span>{t(`nav.short.${name}`)}</span>
    </span>
  );
}

function Count() {
  const t = useTexts('shell');
  const { unsent } = useStatus();
  if (unsent.changes === 0) return null;
  return (
    <span className="db-nav__count">
      {unsent.changes}
      <span className="nhsuk-u-visually-hidden"> {t('nav.waiting')}</span>
    </span>
  );
}

/** The rest opens over the page, which stays as it is. The webview brings the focus in, keeps it there, and gives it back. */
function More({ rest, lock, isHere }: { rest: Place[]; lock: (() => void) | undefined; isHere: boolean }) {
  const t = useTexts('shell');
  const dialog = useRef<HTMLDialogElement>(null);
  const { key, pathname } = useLocation();
  const close = () => dialog.current?.open && dialog.current.close();
  // A page that came by itself is not left behind what lies over it.
  useEffect(() => void close(), [key, pathname]);
  useCloseOutside(dialog);
  return (
    <>
      <button
        type="button"
        className={isHere ? 'db-nav__link active' : 'db-nav__link'}
        aria-haspopup="dialog"
        data-testid="nav-more"
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="more" />
        <span>{t('nav.short.more')}</span>
      </button>
      <dialog ref={dialog} className="db-more" aria-labelledby="more-title" data-testid="more-page">
        <h2 className="nhsuk-heading-s" id="more-title">
          {t('nav.more')}
        </h2>
        <ul className="db-more__list">
          {rest.map(({ to, icon, name }) => (
            <li key={name}>
              <NavLink className="db-more__link" to={to} data-testid={`nav-${name}`} onClick={close}>
                <Icon name={icon} />
                {t(`nav.${name}`)}
              </NavLink>
            </li>
          ))}
          {lock && (
            <li>
              <button type="button" className="db-more__link" data-testid="lock" onClick={lock}>
                <Icon name="lock" />
                {t('nav.lock')}
              </button>
            </li>
          )}
        </ul>
        <form method="dialog">
          <button type="submit" className="nhsuk-button nhsuk-button--secondary nhsuk-button--small" data-testid="more-close">
            {t('nav.close')}
          </button>
        </form>
      </dialog>
    </>
  );
}

/** A press beside it closes it, too. */
function useCloseOutside(dialog: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const shown = dialog.current;
    const pressed = (event: MouseEvent) => {
      if (event.target === shown) shown?.close();
    };
    shown?.addEventListener('click', pressed);
    return () => shown?.removeEventListener('click', pressed);
  }, [dialog]);
}

/** Which places find no room in the line, measured again whenever one of them may have become wider or narrower. */
function useLine(): { list: RefObject<HTMLUListElement | null>; out: PlaceName[] } {
  const list = useRef<HTMLUListElement>(null);
  const [out, setOut] = useState('');
  const measure = useCallback(() => {
    if (list.current) setOut(measured(list.current).join(' '));
  }, []);
  // Before it is seen, after each drawing: the same answer draws nothing again.
  useLayoutEffect(measure);
  useEffect(() => {
    if (!list.current || typeof ResizeObserver === 'undefined') return;
    const watch = new ResizeObserver(measure);
    watch.observe(list.current);
    // As large as the words are: all of them grow together.
    if (list.current.firstElementChild) watch.observe(list.current.firstElementChild);
    return () => watch.disconnect();
  }, [measure]);
  return { list, out: out === '' ? [] : (out.split(' ') as PlaceName[]) };
}

function measured(list: HTMLElement): PlaceName[] {
  const items = [...list.children].map((item) => ({
    name: item.getAttribute('data-place') as PlaceName | 'more',
    width: item.getBoundingClientRect().width,
  }));
  const most = Number(getComputedStyle(list).getPropertyValue('--db-nav-most')) || Infinity;
  const more = items.find((item) => item.name === 'more')?.width ?? 0;
  const places = items.filter((item): item is Measured => item.name !== 'more');
  return outOfLine(places, { width: most === Infinity ? list.clientWidth : Infinity, most, more });
}
