/** The wordmark and the way around. On a narrow screen the way around stands at the bottom, within reach of a thumb. */
import { NavLink, useNavigate } from 'react-router';
import { Contacts } from '../contact/Contacts';
import { useAct } from '../shared/backend';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Icon, type IconName } from './Icon';

export function Wordmark() {
  const t = useTexts('common');
  return (
    <span className="db-wordmark">
      <Icon name="book" />
      {t('daybook')}
    </span>
  );
}

export function Header({ navigation }: { navigation: boolean }) {
  const status = useStatus();
  return (
    <header className="db-header">
      <div className="nhsuk-width-container db-header__row">
        <Wordmark />
        <span className="db-header__end">
          <Contacts />
          {status.person && <span className="db-header__person">{status.person.name}</span>}
        </span>
      </div>
      {navigation && <Navigation />}
    </header>
  );
}

type PlaceName = 'sessions' | 'people' | 'forms' | 'map' | 'unsent' | 'history' | 'settings' | 'help';

const PLACES: { to: string; icon: IconName; name: PlaceName; campaign?: true }[] = [
  { to: '/', icon: 'sessions', name: 'sessions' },
  { to: '/people', icon: 'people', name: 'people', campaign: true },
  { to: '/forms', icon: 'forms', name: 'forms', campaign: true },
  { to: '/map', icon: 'map', name: 'map', campaign: true },
  { to: '/unsent', icon: 'unsent', name: 'unsent' },
  { to: '/history', icon: 'history', name: 'history' },
  { to: '/settings', icon: 'settings', name: 'settings' },
  { to: '/help', icon: 'help', name: 'help' },
];

function Navigation() {
  const t = useTexts('shell');
  const { unsent, person } = useStatus();
  // What belongs to campaigns is for those who have areas.
  const places = PLACES.filter(({ campaign }) => !campaign || (person?.areas.length ?? 0) > 0);
  const navigate = useNavigate();
  const lock = useAct((backend) => backend.lock());
  return (
    <nav className="db-nav" aria-label={t('nav.label')}>
      <ul className="nhsuk-width-container db-nav__list">
        {places.map(({ to, icon, name }) => (
          <li key={name}>
            <NavLink className="db-nav__link" to={to} end={to === '/'} data-testid={`nav-${name}`}>
              <Icon name={icon} />
              <span className="db-nav__whole">{t(`nav.${name}`)}</span>
              <span className="db-nav__short">{t(`nav.short.${name}`)}</span>
              {name === 'unsent' && unsent.changes > 0 && (
                <span className="db-nav__count">
                  {unsent.changes}
                  <span className="nhsuk-u-visually-hidden"> {t('nav.waiting')}</span>
                </span>
              )}
            </NavLink>
          </li>
        ))}
        <li className="db-nav__last">
          <button
            type="button"
            className="db-nav__link"
            data-testid="lock"
            onClick={() => void lock.run().then(() => navigate('/', { replace: true }))}
          >
            <Icon name="lock" />
            <span>{t('nav.lock')}</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}
