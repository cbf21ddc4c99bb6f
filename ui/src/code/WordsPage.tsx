/** The five words. They leave this page only on paper: what is shown here is forgotten with the page. */
import { Button } from 'nhsuk-react-components';
import { useAct, useAsk } from '../shared/backend';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

export function WordsPage({ onGoOn, onOwn }: { onGoOn: () => void; onOwn: () => void }) {
  const t = useTexts('code');
  const released = useStatus().choosing_code?.released ?? false;
  // Asked again by whatever rings: the same words, until others are wished for.
  const { data, refusal, again } = useAsk((backend) => backend.suggestCode(false), []);
  const others = useAct((backend) => backend.suggestCode(true));
  const cancel = useAct((backend) => backend.cancelSignIn());
  if (!data) return refusal ? <RefusalMessage refusal={refusal} /> : <Loading />;
  return (
    <Page title={released ? t('words.title_released') : t('words.title')} testId="code-words">
      {others.refusal && <RefusalMessage refusal={others.refusal} />}
      {released && <p>{t('words.released')}</p>}
      <p>{t('words.lead')}</p>
      <div role="status">
        <ol className="db-words-list" aria-label={t('words.list')} data-testid="words">
          {data.words.map((word, place) => (
            <li key={`${place}-${word}`} data-testid="word">
              {word}
            </li>
          ))}
        </ol>
      </div>
      <p className="db-strong">{t('words.keep')}</p>
      <Button type="button" onClick={onGoOn} data-testid="go-on">
        {t('words.go_on')}
      </Button>
      <ul className="nhsuk-list db-ways">
        <li>
          <button
            type="button"
            className="db-link"
            disabled={others.busy}
            onClick={() => void others.run().then(again)}
            data-testid="others"
          >
            {t('words.others')}
          </button>
        </li>
        <li>
          <button type="button" className="db-link" onClick={onOwn} data-testid="own">
            {t('words.own')}
          </button>
        </li>
        <li>
          <button type="button" className="db-link" onClick={() => void cancel.run()} data-testid="cancel">
            {t('words.cancel')}
          </button>
        </li>
      </ul>
    </Page>
  );
}
