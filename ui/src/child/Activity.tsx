/** What this device did about the child, how far each entry is, and the service's receipt for it. */
import type { EntryRow } from '../backend/generated/EntryRow';
import { useAct } from '../shared/backend';
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
      <ul className="db-rows">
        {entries.map((entry) => (
          <Entry key={entry.change} entry={entry} />
        ))}
      </ul>
    </section>
  );
}

function Entry({ entry }: { entry: EntryRow }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const at = useAt();
  const what = useWhat()(entry);
  const undo = useAct((backend) => backend.undoRemoval({ kind: entry.kind, record: entry.record }));
  return (
    <li className="db-row" data-testid="entry">
      <p className="db-row__head">
        <SendTag state={entry.state} />
        <span className="db-row__when">{at(entry.at)}</span>
        {entry.can_undo && (
          <button type="button" className="db-link db-row__action" disabled={undo.busy} onClick={() => void undo.run()}>
            {t('activity.undo')}
            <span className="nhsuk-u-visually-hidden"> {t('activity.undo_hidden', { what })}</span>
          </button>
        )}
      </p>
      <p>{t('activity.line', { verb: codes(`verb.${entry.verb}`), what })}</p>
      {entry.receipt && <p className="db-quiet">{t('activity.receipt', { at: at(entry.receipt.at), code: entry.receipt.code })}</p>}
      {entry.ticket && <p className="db-quiet">{t('activity.ticket', { number: entry.ticket.number })}</p>}
      {undo.refusal && <RefusalMessage refusal={undo.refusal} />}
    </li>
  );
}

/** `Vaccination, HPV, vaccinated`. */
function useWhat(): (entry: EntryRow) => string {
  const codes = useTexts('codes');
  return ({ kind, programme, detail }) => {
    const lists = { vaccination: 'outcome', consent: 'response', attendance: 'attendance', triage: 'triage' } as const;
    const list = kind in lists ? lists[kind as keyof typeof lists] : null;
    const said = list && detail ? codes(`${list}.${detail}` as 'outcome.administered').toLocaleLowerCase('en-GB') : null;
    return [codes(`kind.${kind}`), programme && codes(`programme.${programme}`), said].filter(Boolean).join(', ');
  };
}
