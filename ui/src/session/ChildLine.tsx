/**
 * One child in the list: enough to tell her from the others in a glance, and where she stands.
 *
 * Remembered between drawings, because there are hundreds: a letter in the search box must not draw them all again.
 */
import { memo } from 'react';
import { Link } from 'react-router';
import type { ChildRow } from '../backend/generated/ChildRow';
import type { RecordId } from '../backend/generated/RecordId';
import { RegisterButtons } from '../attendance/RegisterButtons';
import { useChildWords } from '../child/words';
import { fullName, listName, nhsNumber } from '../shared/format';
import { childPath } from '../shared/paths';
import { useTexts } from '../texts';
import { Marks } from './Marks';
import { Standings } from './Standings';

interface ChildLineProps {
  child: ChildRow;
  session: RecordId;
  today: string;
  /** Registration is used and the session is today. */
  registering: boolean;
  /** Another child here has her name. */
  namesake?: boolean;
}

export const ChildLine = memo(function ChildLine({ child, session, today, registering, namesake }: ChildLineProps) {
  const codes = useTexts('codes');
  return (
    <li className={registering ? 'db-child db-child--registering' : 'db-child'} data-testid="child">
      <div className="db-child__who">
        <div className="db-child__top">
          <ChildName child={child} to={childPath(child.id, session)} />
          <Marks unsent={child.unsent} withSupport={child.with_support} namesake={namesake} />
        </div>
        <ChildFacts child={child} today={today} />
      </div>
      <Standings standings={child.standings} />
      {registering &&
        (child.registration === 'completed' ? (
          <p className="db-child__registration db-quiet">{codes('registration.completed')}</p>
        ) : (
          <RegisterButtons child={child.id} name={fullName(child)} session={session} registration={child.registration} />
        ))}
    </li>
  );
}, sameLine);

function ChildName({ child, to }: { child: ChildRow; to: string }) {
  const t = useTexts('session');
  return (
    <p className="db-child__name">
      <Link className="db-child__link" to={to}>
        {listName(child)}
      </Link>
      {child.preferred_name && <span className="db-quiet"> {t('known_as', { name: child.preferred_name })}</span>}
    </p>
  );
}

export function ChildFacts({ child, today }: { child: ChildRow; today: string }) {
  const t = useTexts('session');
  const words = useChildWords();
  return (
    <ul className="db-facts">
      <li>{words.yearAndClass(child)}</li>
      <li>{words.bornShort(child.date_of_birth, today)}</li>
      <li className="db-number">{child.nhs_number ? nhsNumber(child.nhs_number) : t('no_number')}</li>
    </ul>
  );
}

/** Every answer of the backend is made of new objects; what they say is compared instead. */
function sameLine(before: ChildLineProps, after: ChildLineProps): boolean {
  return (
    before.session === after.session &&
    before.today === after.today &&
    before.registering === after.registering &&
    before.namesake === after.namesake &&
    (before.child === after.child || JSON.stringify(before.child) === JSON.stringify(after.child))
  );
}
