/** What was just recorded, for whom; and the second vaccine where one is outstanding. */
import { Link } from 'react-router';
import type { ChildRow } from '../backend/generated/ChildRow';
import type { RecordId } from '../backend/generated/RecordId';
import { secondOutstanding } from '../child/second';
import { fullName } from '../shared/format';
import { childPath, vaccinatePath } from '../shared/paths';
import { SavedBanner, type SavedNews } from '../shared/saved';
import { useTexts } from '../texts';

export function RecordedBanner({ news, session, children }: { news: SavedNews; session: RecordId; children: ChildRow[] }) {
  const t = useTexts('session');
  const codes = useTexts('codes');
  const child = children.find((each) => each.id === news.child);
  if (!child || (news.what !== 'vaccination' && news.what !== 'not_given')) return null;
  const name = fullName(child);
  const second =
    news.what === 'vaccination'
      ? secondOutstanding(child.standings.map((each) => ({ ...each, givenToday: each.programme === news.programme })))
      : undefined;
  const outstanding = second && codes(`programme.${second.outstanding}`);
  return (
    <SavedBanner
      more={
        second && outstanding ? (
          <p data-testid="second-outstanding">
            {t('saved.second', { outstanding, name })}{' '}
            <Link to={vaccinatePath(session, child.id, second.outstanding)}>{t('saved.second_link', { outstanding, name })}</Link>
          </p>
        ) : (
          <p>
            <Link to={childPath(child.id, session)}>{t('saved.open_child', { name })}</Link>
          </p>
        )
      }
    >
      {t(`saved.${news.what}${news.changed ? '' : '_same'}`, { name })}
    </SavedBanner>
  );
}
