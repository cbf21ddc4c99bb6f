/** Notes about the child, newest first. One's own can be removed. */
import { Link } from 'react-router';
import type { ChildPage } from '../backend/generated/ChildPage';
import { notePath, removePath } from '../shared/paths';
import { useStatus } from '../shared/status';
import { SendTag } from '../shared/Tag';
import { useTexts } from '../texts';
import { useAt } from './times';

export function Notes({ page }: { page: ChildPage }) {
  const t = useTexts('child');
  const at = useAt();
  const { person } = useStatus();
  const session = page.session?.id ?? null;
  return (
    <section className="db-part" data-testid="notes">
      <h2 className="nhsuk-heading-s">{t('notes.title')}</h2>
      {page.notes.length === 0 && <p className="db-quiet">{t('notes.none')}</p>}
      {page.notes.length > 0 && (
        <ul className="db-lines">
          {page.notes.map((note) => (
            <li key={note.id} className="db-line" data-testid="note">
              <p className="db-line__words">{note.text}</p>
              <p className="db-line__head">
                <span className="db-quiet">{t('notes.line', { who: note.recorded_by ?? t('notes.someone'), at: at(note.at) })}</span>
                {note.state !== 'received' && <SendTag state={note.state} />}
                {note.recorded_by !== null && note.recorded_by === person?.name && (
                  <Link className="db-line__action" to={removePath(page.row.id, session, 'note', note.id)}>
                    {t('notes.remove')}
                    <span className="nhsuk-u-visually-hidden"> {t('notes.remove_hidden', { at: at(note.at) })}</span>
                  </Link>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
      <p>
        <Link to={notePath(page.row.id, session)} data-testid="add-note">
          {t('notes.add')}
        </Link>
      </p>
    </section>
  );
}
