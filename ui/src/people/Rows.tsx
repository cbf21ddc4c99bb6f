/** A household, or a person, as a card of a list. */
import { Link } from 'react-router';
import type { ReactNode } from 'react';
import type { HouseholdRow } from '../backend/generated/HouseholdRow';
import type { IndividualRow } from '../backend/generated/IndividualRow';
import { Tag } from '../shared/Tag';
import { useTexts } from '../texts';
import { householdPath, individualPath } from './paths';
import { nameOf, useBorn, useDistance, useHouseholdName } from './words';

export function Households({ rows, also }: { rows: HouseholdRow[]; also?: (row: HouseholdRow) => ReactNode }) {
  return (
    <ul className="db-cards">
      {rows.map((row) => (
        <li key={row.id} className="db-card" data-testid="household">
          <Household row={row} />
          {also?.(row)}
        </li>
      ))}
    </ul>
  );
}

function Household({ row }: { row: HouseholdRow }) {
  const t = useTexts('people');
  const name = useHouseholdName()(row);
  const far = useDistance();
  return (
    <>
      <h3 className="db-card__title">
        <Link to={householdPath(row.id)}>{name}</Link>
      </h3>
      {row.head && row.address && <p>{row.address}</p>}
      <p className="db-quiet">
        {[t('live_here', { count: row.members }), t('registered', { count: row.registered }), row.metres !== null && far(row.metres)]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <States unsent={row.unsent} withSupport={row.with_support} visited={row.visited} />
    </>
  );
}

export function Individuals({ rows, also }: { rows: IndividualRow[]; also?: (row: IndividualRow) => ReactNode }) {
  return (
    <ul className="db-cards">
      {rows.map((row) => (
        <li key={row.id} className="db-card" data-testid="individual">
          <Individual row={row} />
          {also?.(row)}
        </li>
      ))}
    </ul>
  );
}

function Individual({ row }: { row: IndividualRow }) {
  const t = useTexts('people');
  const born = useBorn();
  return (
    <>
      <h3 className="db-card__title">
        <Link to={individualPath(row.id)}>{nameOf(row)}</Link>
      </h3>
      <p className="db-quiet">{[born(row), row.household_address ?? row.household_head, row.registration].filter(Boolean).join(' · ')}</p>
      <p className="db-tags">
        {row.head && <Tag colour="grey">{t('head')}</Tag>} {row.duplicate_of && <Tag colour="grey">{t('is_duplicate')}</Tag>}
      </p>
      <States unsent={row.unsent} withSupport={row.with_support} />
    </>
  );
}

/** What is known of its way to the service, and whether somebody was there today. */
export function States({ unsent, withSupport, visited = false }: { unsent: boolean; withSupport: boolean; visited?: boolean }) {
  const t = useTexts('people');
  const codes = useTexts('codes');
  if (!unsent && !withSupport && !visited) return null;
  return (
    <p className="db-tags">
      {visited && <Tag colour="green">{t('visited')}</Tag>} {unsent && <Tag colour="blue">{codes('send.waiting')}</Tag>}{' '}
      {withSupport && <Tag colour="orange">{codes('send.in_review')}</Tag>}
    </p>
  );
}
