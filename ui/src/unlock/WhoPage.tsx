/** Several people share this laptop: who is this? By name, with what of theirs is still to be sent. */
import type { PersonLine } from '../backend/generated/PersonLine';
import type { UserId } from '../backend/generated/UserId';
import { useMoment } from '../shared/entry';
import { Page } from '../shared/Page';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { NoticeLine } from './NoticeLine';

interface WhoPageProps {
  onChoose: (person: PersonLine) => void;
  onSomeoneElse: () => void;
  onRelease: (person: UserId) => void;
}

export function WhoPage({ onChoose, onSomeoneElse, onRelease }: WhoPageProps) {
  const t = useTexts('unlock');
  const forgotten = useTexts('forgotten');
  const { people, release } = useStatus();
  return (
    <Page title={t('who_title')} testId="who">
      <NoticeLine />
      {release && (
        <div className="db-card" data-testid="release-card">
          <p>{forgotten('card', { name: release.name })}</p>
          <button type="button" className="db-link" onClick={() => onRelease(release.person)}>
            {forgotten('card_link')}
          </button>
        </div>
      )}
      <p>{t('who_lead')}</p>
      <ul className="db-cards">
        {people.map((person) => (
          <Person key={person.person} person={person} onChoose={() => onChoose(person)} />
        ))}
      </ul>
      {people.some((person) => person.waiting > 0) && <p className="db-quiet">{t('waiting_help')}</p>}
      <button type="button" className="db-link" onClick={onSomeoneElse} data-testid="someone-else">
        {t('someone_else')}
      </button>
    </Page>
  );
}

function Person({ person, onChoose }: { person: PersonLine; onChoose: () => void }) {
  const t = useTexts('unlock');
  const at = useMoment();
  return (
    <li className="db-card" data-testid="person">
      <button type="button" className="db-link db-card__title" onClick={onChoose} data-testid={`person-${person.username}`}>
        {person.name || person.username}
      </button>
      {!person.sound && <p className="db-strong">{t('not_sound')}</p>}
      {person.waiting > 0 && <p data-testid="person-waiting">{t('waiting', { count: person.waiting })}</p>}
      {person.last_used && <p className="db-quiet">{t('last_used', { at: at(person.last_used) })}</p>}
    </li>
  );
}
