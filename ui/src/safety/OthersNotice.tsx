/** Quietly: another person's records on this device are still to be sent, and whoever is here can send them unread. */
import { Link } from 'react-router';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

export function OthersNotice({ from }: { from: string }) {
  const t = useTexts('safety');
  const waiting = useStatus().people.filter((person) => person.waiting > 0);
  if (waiting.length === 0) return null;
  return (
    <ul className="nhsuk-list db-others db-no-print" data-testid="others-waiting">
      {waiting.map(({ person, name, waiting: count }) => (
        <li key={person}>
          {t('hand_in.notice', { count, name })}{' '}
          <Link to={`/others/${person}`} state={{ from }} data-testid="send-others">
            {t('hand_in.link', { count, name: firstOf(name) })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const firstOf = (name: string) => name.split(' ')[0] ?? name;
