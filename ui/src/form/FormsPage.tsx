/**
 * Which forms there are for a new entry, which drafts lie here, and the way to what was entered. Where the address says about
 * whom, an entry that is begun here is about them, and the title says so.
 */
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { DraftCard } from '../backend/generated/DraftCard';
import { aboutPath } from '../people/paths';
import { nameOf, useHouseholdName } from '../people/words';
import { useAct, useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { useMoment } from '../shared/entry';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { Tag } from '../shared/Tag';
import { useTexts } from '../texts';
import { EntrySaved } from './EntrySaved';
import { carryPath, draftPath, entriesPath, newEntryPath } from './paths';
import { languageName, useTitle } from './words';

export function FormsPage() {
  const t = useTexts('form');
  const title = useTitle();
  const householdName = useHouseholdName();
  const [search] = useSearchParams();
  const [individual, household] = [search.get('individual'), search.get('household')];
  const about = { individual, household };
  const { data, refusal, again } = useAsk(
    async (backend) => {
      const [forms, drafts, person, home] = await Promise.all([
        backend.forms(),
        backend.drafts(),
        individual ? backend.individual(individual) : null,
        household && !individual ? backend.household(household) : null,
      ]);
      return { forms, drafts, person, home };
    },
    [individual, household],
  );
  const back = aboutPath(about) ?? undefined;
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={back} /> : <Loading />;
  const name = data.person ? nameOf(data.person.row) : data.home && householdName(data.home.row);
  return (
    <Page title={t('forms.title')} caption={name ?? undefined} back={back} above={<EntrySaved />} testId="forms">
      {data.forms.length === 0 && (
        <EmptyState title={t('forms.none')}>
          <p>{t('forms.none_text')}</p>
        </EmptyState>
      )}
      <ul className="db-cards">
        {data.forms.map((card) => (
          <li key={card.identity.id} className="db-card" data-testid="form-card">
            <h2 className="nhsuk-heading-s db-card__title">
              <Link to={newEntryPath(card.identity.id, about)}>{title(card.title)}</Link>
            </h2>
            <p className="db-quiet">
              {t('forms.version', { version: card.identity.version })}
              {card.languages.length > 1 && ` · ${card.languages.map(languageName).join(', ')}`}
            </p>
          </li>
        ))}
      </ul>
      <p>
        <Link to={entriesPath}>{t('forms.entries')}</Link>
      </p>
      <Drafts drafts={data.drafts} />
    </Page>
  );
}

function Drafts({ drafts }: { drafts: DraftCard[] }) {
  const t = useTexts('form');
  const discard = useAct((backend, draft: string) => backend.discardDraft(draft));
  const restore = useAct((backend, draft: string) => backend.restoreDraft(draft));
  const refusal = discard.refusal ?? restore.refusal;
  const [gone, setGone] = useState<string>();
  if (drafts.length === 0 && gone === undefined) return null;
  return (
    <section data-testid="drafts">
      <h2 className="nhsuk-heading-m">{t('drafts.title')}</h2>
      {refusal && <RefusalMessage refusal={refusal} />}
      <p role="status">{gone !== undefined && t('drafts.discarded')}</p>
      {gone !== undefined && (
        <p>
          <button
            type="button"
            className="db-link"
            data-testid="undo-discard"
            onClick={() => void restore.run(gone).then((done) => done && setGone(undefined))}
          >
            {t('drafts.undo')}
          </button>
        </p>
      )}
      <ul className="db-entries">
        {drafts.map((card) => (
          <DraftLine
            key={card.draft}
            card={card}
            busy={discard.busy}
            onDiscard={() => void discard.run(card.draft).then((done) => done && setGone(card.draft))}
          />
        ))}
      </ul>
    </section>
  );
}

function DraftLine({ card, busy, onDiscard }: { card: DraftCard; busy: boolean; onDiscard: () => void }) {
  const t = useTexts('form');
  const at = useMoment();
  const name = useTitle()(card.title);
  const parts = { name, at: at(card.changed_at) };
  return (
    <li className="db-entries__entry" data-testid="draft">
      <span className="db-entries__what">
        <Link to={draftPath(card.draft, card.page)}>{name}</Link> <Tag colour="grey">{t('drafts.tag')}</Tag>
      </span>
      <span className="db-quiet">
        {t('drafts.changed', { at: parts.at })} · {t('forms.version', { version: card.identity.version })}
      </span>
      {card.newer && (
        <span>
          <Link to={carryPath(card.draft)} data-testid="carry">
            {t('drafts.newer', { version: card.newer.version })}
            <span className="nhsuk-u-visually-hidden"> {t('drafts.of', parts)}</span>
          </Link>
        </span>
      )}
      <button
        type="button"
        className="db-link"
        disabled={busy}
        data-testid="discard"
        aria-label={t('drafts.discard_of', parts)}
        onClick={onDiscard}
      >
        {t('drafts.discard')}
      </button>
    </li>
  );
}
