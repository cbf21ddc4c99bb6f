/** Entries, each with how far it is on its way and the number the service gave it. Also for the page of a household or a person. */
import { Link } from 'react-router';
import type { EntryAbout } from '../backend/generated/EntryAbout';
import type { EntryCard } from '../backend/generated/EntryCard';
import { useAsk } from '../shared/backend';
import { useMoment } from '../shared/entry';
import { Loading } from '../shared/Loading';
import { RefusalMessage } from '../shared/Refusal';
import { SendTag } from '../shared/Tag';
import { useTexts } from '../texts';
import { entryPath } from './paths';
import { useAbout, useTitle } from './words';

/** On the page of whom they are about, `of`, her name is not said again at each. */
export function Entries({ entries, of }: { entries: EntryCard[]; of?: EntryAbout }) {
  const named = (card: EntryCard) => !of || (of.individual === null && card.about.individual !== null);
  return (
    <ul className="db-entries">
      {entries.map((card) => (
        <Entry key={card.record} card={card} named={named(card)} />
      ))}
    </ul>
  );
}

/** The entries about a household or an individual, newest first. */
export function EntriesAbout({ about, empty }: { about: EntryAbout; empty: string }) {
  const { household, individual, area } = about;
  const { data, refusal } = useAsk((backend) => backend.entries({ household, individual, area }), [household, individual, area]);
  if (!data) return refusal ? <RefusalMessage refusal={refusal} /> : <Loading />;
  return data.length === 0 ? <p className="db-quiet">{empty}</p> : <Entries entries={data} of={about} />;
}

function Entry({ card, named }: { card: EntryCard; named: boolean }) {
  const t = useTexts('form');
  const about = useAbout();
  const at = useMoment();
  const title = useTitle();
  return (
    <li className="db-entries__entry" data-testid="entry" data-state={card.state ?? 'elsewhere'}>
      <span className="db-entries__what">
        <Link to={entryPath(card.record)}>{title(card.title) || card.identity.id}</Link> {card.state && <SendTag state={card.state} />}
      </span>
      {named && (
        <span className="db-entries__who" data-testid="entry-about">
          {about(card.who)}
        </span>
      )}
      <span className="db-quiet">{t('entries.made', { at: at(card.at) })}</span>
      <Numbers card={card} />
    </li>
  );
}

/** What the service said: the entry's number, and the receipt. */
export function Numbers({ card }: { card: EntryCard }) {
  const t = useTexts('form');
  return (
    <span className="db-receipt" data-testid="registration">
      {card.registration && t('entries.registration', { registration: card.registration })}
      {card.registration && card.receipt && ' · '}
      {card.receipt && t('entries.receipt', { code: card.receipt })}
    </span>
  );
}
