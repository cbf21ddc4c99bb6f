/** Who the child is: what a nurse checks before anything else. */
import { Details } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import type { ChildPage } from '../backend/generated/ChildPage';
import { nhsNumber } from '../shared/format';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { useChildWords } from './words';

export function ChildHeader({ page }: { page: ChildPage }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const words = useChildWords();
  const { today } = useStatus();
  const { row } = page;
  return (
    <dl className="db-identity" data-testid="identity">
      {row.preferred_name && <Fact name={t('known_as')}>{row.preferred_name}</Fact>}
      <Fact name={t('date_of_birth')}>{words.born(row.date_of_birth, today)}</Fact>
      <Fact name={t('nhs_number')}>
        <NhsNumber digits={row.nhs_number} invalidated={page.nhs_number_invalidated} />
      </Fact>
      <Fact name={t('year_and_class')}>{words.yearAndClass(row)}</Fact>
      <Fact name={t('school')}>{page.school_name}</Fact>
      {page.gender && <Fact name={t('gender')}>{codes(`gender.${page.gender}`)}</Fact>}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function NhsNumber({ digits, invalidated }: { digits: string | null; invalidated: boolean }) {
  const t = useTexts('child');
  if (!digits) return <>{t('no_number')}</>;
  if (!invalidated) return <span className="db-number">{nhsNumber(digits)}</span>;
  return (
    <>
      <s className="db-number">{nhsNumber(digits)}</s> <span className="db-identity__warning">{t('invalidated')}</span>
    </>
  );
}

export function Contacts({ page }: { page: ChildPage }) {
  const t = useTexts('child');
  const { contacts } = page;
  if (page.restricted || !contacts) {
    return (
      <div className="db-restricted" data-testid="restricted">
        <p className="db-restricted__title">{t('contacts.restricted_title')}</p>
        <p>{t('contacts.restricted')}</p>
      </div>
    );
  }
  return (
    <Details className="db-contacts">
      <Details.Summary>{t('contacts.title')}</Details.Summary>
      <Details.Text>
        <p>{contacts.address.length ? contacts.address.join(', ') : t('contacts.no_address')}</p>
        {contacts.parents.length === 0 && <p>{t('contacts.no_parents')}</p>}
        <ul className="nhsuk-list">
          {contacts.parents.map((parent, at) => {
            const name = parent.name ?? t('contacts.nameless');
            return (
              <li key={at}>
                {parent.relationship ? t('contacts.parent', { name, relationship: parent.relationship }) : name}
                {parent.phone && <span className="db-contacts__way">{parent.phone}</span>}
                {parent.email && <span className="db-contacts__way">{parent.email}</span>}
              </li>
            );
          })}
        </ul>
      </Details.Text>
    </Details>
  );
}
