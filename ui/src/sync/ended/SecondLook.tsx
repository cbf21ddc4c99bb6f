/** "n changes need a second look": everything was sent, nothing is lost, nothing needs doing; which, why, and the reference. */
import { useRef } from 'react';
import type { EntryRow } from '../../backend/generated/EntryRow';
import { useEntryWords, useMoment, useTicketWords } from '../../shared/entry';
import { OthersNotice } from '../../safety/OthersNotice';
import { Page } from '../../shared/Page';
import { useTexts } from '../../texts';
import type { AccountPageProps } from '../AccountPage';
import { OnPaper } from './OnPaper';
import { Received } from './Received';
import { WaysOut } from './WaysOut';
import { usePrinting } from './printing';

export function SecondLook({ account, fromHistory, carryOn }: AccountPageProps) {
  const t = useTexts('sync');
  const at = useMoment();
  const place = useRef<HTMLDivElement>(null);
  const print = usePrinting(place);
  const normally = account.received - account.with_support.length;
  return (
    <Page
      title={t('second_look.title', { count: account.with_support.length })}
      back={fromHistory ? '/history' : undefined}
      backLabel={t('account.history')}
      testId="end-second-look"
    >
      <div ref={place}>
        <OnPaper account={account} />
        <div className="db-safe">
          <p className="db-strong">{t('second_look.sent')}</p>
          <p>{t('second_look.do_nothing')}</p>
        </div>
        <h2 className="nhsuk-heading-m">{t('second_look.which')}</h2>
        <ul className="db-cards">
          {account.with_support.map((entry) => (
            <WithSupport key={entry.change} entry={entry} />
          ))}
        </ul>
        <p>{t('second_look.next')}</p>
        {normally > 0 && (
          <>
            <h2 className="nhsuk-heading-m">{t('second_look.normally_title')}</h2>
            <p>
              {t('second_look.normally', { count: normally })} {account.fetched > 0 && t('account.fetched', { count: account.fetched })}
            </p>
            <Received account={account} />
          </>
        )}
        <p className="db-quiet">{t('account.when', { at: at(account.ended_at ?? account.started_at) })}</p>
        <OthersNotice from="/" />
        <WaysOut fromHistory={fromHistory} carryOn={carryOn} print={print} />
      </div>
    </Page>
  );
}

function WithSupport({ entry }: { entry: EntryRow }) {
  const t = useTexts('entry');
  const what = useEntryWords();
  const why = useTicketWords();
  return (
    <li className="db-card" data-testid="with-support">
      <h3 className="db-card__title">{entry.child_name ?? t('no_school')}</h3>
      {entry.school_name && <p className="db-quiet">{entry.school_name}</p>}
      <p>{what(entry)}</p>
      {entry.ticket && (
        <>
          <p>{why(entry.ticket)}</p>
          {entry.ticket.note && <p>{t('ticket.note', { note: entry.ticket.note })}</p>}
          <p className="db-reference">{t('ticket.reference', { number: entry.ticket.number })}</p>
        </>
      )}
    </li>
  );
}
