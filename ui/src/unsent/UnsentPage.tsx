/** Everything that waits on this device, by school and child, with its state; a removal can be undone until it is sent. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import type { EntryRow } from '../backend/generated/EntryRow';
import { useAct, useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { useEntryWords, useMoment, useTicketWords } from '../shared/entry';
import { Loading } from '../shared/Loading';
import { OthersNotice } from '../safety/OthersNotice';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { SendTag } from '../shared/Tag';
import { EssentialsHere } from '../sync/Essentials';
import { useTexts } from '../texts';
import { bySchoolAndChild } from './group';

export function UnsentPage() {
  const t = useTexts('unsent');
  const entryWords = useTexts('entry');
  const common = useTexts('common');
  const { unsent } = useStatus();
  const { data, refusal, again } = useAsk((backend) => backend.unsent(), []);
  const undo = useAct((backend, entry: EntryRow) => backend.undoRemoval({ kind: entry.kind, record: entry.record }));
  const [undone, setUndone] = useState(false);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  const onUndo = (entry: EntryRow) => void undo.run(entry).then((done) => setUndone(done !== undefined));
  return (
    <Page title={t('title')} testId="unsent">
      {undo.refusal && <RefusalMessage refusal={undo.refusal} />}
      <OthersNotice from="/unsent" />
      <p role="status">{undone && t('undone')}</p>
      {data.length === 0 ? (
        <EmptyState title={t('empty')}>
          <p>{t('empty_text')}</p>
          <Link to="/history">{t('empty_history')}</Link>
        </EmptyState>
      ) : (
        <>
          <p className="nhsuk-lede-text">
            {t(unsent.children > 0 ? 'count' : 'count_only', {
              changes: common('changes', { count: unsent.changes }),
              children: common('children', { count: unsent.children }),
            })}
          </p>
          <p>{t('lead')}</p>
          <Button as="a" href="#/sync/run" data-testid="sync">
            {t('sync')}
          </Button>
          <EssentialsHere />
          {bySchoolAndChild(data).map((school) => (
            <section key={school.key} className="db-group" data-testid="unsent-school">
              <h2 className="nhsuk-heading-m">{school.name ?? entryWords('no_school')}</h2>
              {school.children.map((child) => (
                <div key={child.key} className="db-group__item" data-testid="unsent-child">
                  {child.name && (
                    <h3 className="nhsuk-heading-s">
                      {child.child ? <Link to={`/children/${child.child}`}>{child.name}</Link> : child.name}
                    </h3>
                  )}
                  <ul className="db-entries">
                    {child.entries.map((entry) => (
                      <Waiting key={entry.change} entry={entry} onUndo={onUndo} busy={undo.busy} />
                    ))}
                  </ul>
                </div>
              ))}
            </section>
          ))}
        </>
      )}
    </Page>
  );
}

function Waiting({ entry, onUndo, busy }: { entry: EntryRow; onUndo: (entry: EntryRow) => void; busy: boolean }) {
  const t = useTexts('unsent');
  const words = useTexts('entry');
  const what = useEntryWords();
  const why = useTicketWords();
  const at = useMoment();
  return (
    <li className="db-entries__entry" data-testid="unsent-entry" data-state={entry.state}>
      <span className="db-entries__what">
        {what(entry)} <SendTag state={entry.state} />
      </span>
      <span className="db-quiet">{words('recorded_at', { at: at(entry.at) })}</span>
      {entry.state === 'held' && <span className="db-quiet">{t('held')}</span>}
      {entry.ticket && <span className="db-quiet">{why(entry.ticket)}</span>}
      {entry.can_undo && (
        <button
          type="button"
          className="db-link"
          disabled={busy}
          data-testid="undo"
          aria-label={t('undo_of', { what: what(entry) })}
          onClick={() => onUndo(entry)}
        >
          {t('undo')}
        </button>
      )}
    </li>
  );
}
