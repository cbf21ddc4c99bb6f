/** What was just recorded about a household or a person, and the way to take a removal back. */
import { useState } from 'react';
import { EntrySaved } from '../form/EntrySaved';
import { useAct } from '../shared/backend';
import { RefusalMessage } from '../shared/Refusal';
import { SavedBanner, isOfPeople, useNews, type SavedNews } from '../shared/saved';
import { useTexts } from '../texts';

/** On the page of a household or a person, where one also comes back to from a form about them. */
export function News() {
  return (
    <>
      <PeopleNews />
      <EntrySaved />
    </>
  );
}

export function PeopleNews() {
  const t = useTexts('people');
  const news = useNews();
  if (!news) return null;
  if (news.what === 'removed') return <Removed news={news} />;
  if (!isOfPeople(news.what)) return null;
  return <SavedBanner>{news.changed ? t(`news.${news.what}`) : t('news.same')}</SavedBanner>;
}

function Removed({ news: { kind, record } }: { news: SavedNews }) {
  const t = useTexts('people');
  const [undone, setUndone] = useState(false);
  const undo = useAct(async (backend) => (kind && record ? backend.undoRemoval({ kind, record }) : undefined));
  if (undone) return <SavedBanner>{t('news.restored')}</SavedBanner>;
  return (
    <SavedBanner
      more={
        <>
          <button
            type="button"
            className="db-link"
            disabled={undo.busy}
            data-testid="undo"
            onClick={() => void undo.run().then((done) => setUndone(done !== undefined))}
          >
            {t('undo')}
          </button>
          {undo.refusal && <RefusalMessage refusal={undo.refusal} />}
        </>
      }
    >
      {t('news.removed')}
    </SavedBanner>
  );
}
