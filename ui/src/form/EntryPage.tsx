/** One entry, to be read: under exactly the form it was made with. */
import { useParams } from 'react-router';
import type { EntryPage as Read } from '../backend/generated/EntryPage';
import { useAsk } from '../shared/backend';
import { useMoment } from '../shared/entry';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { SendTag } from '../shared/Tag';
import { useTexts } from '../texts';
import { AnswersList } from './AnswersList';
import { Numbers } from './Entries';
import { entriesPath } from './paths';
import { useAbout, useAppLanguage, useReading, useTitle } from './words';

export function EntryPage() {
  const { entry = '' } = useParams();
  const language = useAppLanguage();
  const { data, refusal, again } = useAsk((backend) => backend.entry(entry, language), [entry, language]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={entriesPath} /> : <Loading />;
  return <One key={entry} read={data} />;
}

function One({ read: { card, form, answers, filled } }: { read: Read }) {
  const t = useTexts('form');
  const at = useMoment();
  const title = useTitle();
  const about = useAbout();
  const { language } = useReading(form?.languages ?? []);
  return (
    <Page
      title={title(card.title) || card.identity.id}
      caption={t('entries.made', { at: at(card.at) })}
      back={entriesPath}
      testId="entry-page"
    >
      <p>
        {card.state && <SendTag state={card.state} />} <Numbers card={card} />
      </p>
      <p data-testid="entry-about">{about(card.who)}</p>
      <p className="db-quiet">{t('forms.version', { version: card.identity.version })}</p>
      {form && filled ? <AnswersList form={form} answers={answers} filled={filled} language={language} /> : <p>{t('entries.no_form')}</p>}
    </Page>
  );
}
