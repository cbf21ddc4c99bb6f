/** What this device did about the child, how far each entry is, and the service's receipt for it. */
import type { EntryRow } from '../backend/generated/EntryRow';
import { useAct } from '../shared/backend';
import { Receipt, useEntryWords } from '../shared/entry';
import { RefusalMessage } from '../shared/Refusal';
import { SendTag } from '../shared/Tag';
import { useTexts } from '../texts';
import { useAt } from './times';

export function Activity({ entries }: { entries: EntryRow[] }) {
  const t = useTexts('child');
  return (
    <section className="db-part" data-testid="activity">
      <h2 className="nhsuk-heading-s">{t('activity.title')}</h2>
      {entries.length === 0 && <p className="db-quiet">{t('activity.none')}</p>}
      {entries.length > 0 && (
        <ul className="db-lines">
          {entries.map((entry) => (
            <Entry key={entry.change} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Entry({ entry }: { entry: EntryRow }) {
  const t = useTexts('child');
  const at = useAt();
  const what = useEntryWords()(entry);
  const undo = useAct((backend) => backend.undoRemoval({ kind: entry.kind, record: entry.record }));
  return (
    <li className="db-line" data-testid="entry">
      <p className="db-line__head">
        <SendTag state={entry.state} />
        <span className="db-line__when">{at(entry.at)}</span>
        {entry.can_undo && (
          <button type="button" className="db-link db-line__action" disabled={undo.busy} onClick={() => void undo.run()}>
            {t('activity.undo')}
            <span className="nhsuk-u-visually-hidden"> {t('activity.undo_hidden', { what })}</span>
          </button>
        )}
      </p>
      <p>{what}</p>
      <Receipt entry={entry} />
      {undo.refusal && <RefusalMessage refusal={undo.refusal} />}
    </li>
  );
}
