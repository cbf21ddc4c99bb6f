/** The wordmark, whom to ring, who works here, and the way around. */
import { Contacts } from '../contact/Contacts';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Icon } from './Icon';
import { Navigation } from './Navigation';

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
