/** What was received: a row a school and date, each opening to its children and each child to her receipts; then batches and corrections. */
import type { ReactNode } from 'react';
import type { Account } from '../../backend/generated/Account';
import type { AreaAccount } from '../../backend/generated/AreaAccount';
import type { EntryRow } from '../../backend/generated/EntryRow';
import type { SchoolAccount } from '../../backend/generated/SchoolAccount';
import { Receipt, useEntryWords } from '../../shared/entry';
import { day } from '../../shared/format';
import { useTexts } from '../../texts';

export function Received({ account }: { account: Account }) {
  const t = useTexts('sync');
  const nothing = account.schools.length + account.areas.length + account.batches.length + account.vaccination_changes.length === 0;
  if (nothing) return account.received > 0 ? <p>{t('account.not_known')}</p> : null;
  return (
    <section aria-label={t('account.what_arrived')} data-testid="received">
      {account.schools.map((school) => (
        <SchoolRow key={`${school.school}/${school.date}`} school={school} />
      ))}
      {account.areas.map((area) => (
        <AreaRow key={`${area.area}/${area.date}`} area={area} />
      ))}
      <EntriesRow title={t('account.batches')} entries={account.batches} testId="batches" />
      <EntriesRow title={t('account.vaccination_changes')} entries={account.vaccination_changes} testId="vaccination-changes" />
    </section>
  );
}

const DONE = ['vaccinated', 'not_vaccinated', 'consents', 'attendance', 'notes'] as const;

function SchoolRow({ school }: { school: SchoolAccount }) {
  const t = useTexts('sync');
  const common = useTexts('common');
  const done = DONE.filter((what) => school[what] > 0).map((what) => t(`account.${what}`, { count: school[what] }));
  return (
    <Row
      testId="school-row"
      title={school.name}
      beside={day(school.date)}
      below={[common('children', { count: school.children }), ...done].join(' · ')}
    >
      {school.entries.map((child) => (
        <details className="db-row db-row--inner" key={child.child} data-testid="child-row">
          <summary className="db-row__summary">
            <span className="db-row__title">{child.name}</span>
            <span className="db-row__beside">{t('account.entries', { count: child.entries.length })}</span>
          </summary>
          <Entries entries={child.entries} />
        </details>
      ))}
    </Row>
  );
}

function AreaRow({ area }: { area: AreaAccount }) {
  const t = useTexts('sync');
  const done = [
    area.households > 0 && t('account.households', { count: area.households }),
    area.individuals > 0 && t('account.individuals', { count: area.individuals }),
    area.entries > 0 && t('account.form_entries', { count: area.entries }),
  ].filter((part) => part !== false);
  return (
    <Row testId="area-row" title={area.name} beside={day(area.date)} below={done.join(' · ')}>
      <Entries entries={area.rows} named />
    </Row>
  );
}

function EntriesRow({ title, entries, testId }: { title: string; entries: EntryRow[]; testId: string }) {
  const t = useTexts('sync');
  if (entries.length === 0) return null;
  return (
    <Row testId={testId} title={title} below={t('account.entries', { count: entries.length })}>
      <Entries entries={entries} named />
    </Row>
  );
}

function Row({
  title,
  beside,
  below,
  testId,
  children,
}: {
  title: string;
  beside?: string;
  below: string;
  testId: string;
  children: ReactNode;
}) {
  return (
    <details className="db-row" data-testid={testId}>
      <summary className="db-row__summary">
        <span className="db-row__title">{title}</span>
        {beside && <span className="db-row__beside">{beside}</span>}
        <span className="db-row__below">{below}</span>
      </summary>
      <div className="db-row__body">{children}</div>
    </details>
  );
}

function Entries({ entries, named = false }: { entries: EntryRow[]; named?: boolean }) {
  const what = useEntryWords();
  return (
    <ul className="db-entries">
      {entries.map((entry) => (
        <li key={entry.change} className="db-entries__entry">
          {named && (entry.child_name ?? entry.about) && <span className="db-entries__who">{entry.child_name ?? entry.about}</span>}
          <span>{what(entry)}</span>
          <Receipt entry={entry} />
        </li>
      ))}
    </ul>
  );
}
