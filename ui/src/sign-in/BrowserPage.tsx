/** A sign-in through one's organisation: it goes on in the person's own browser, and here one waits for it. */
import { Button } from 'nhsuk-react-components';
import type { BrowserSignIn } from '../backend/generated/BrowserSignIn';
import { useAct } from '../shared/backend';
import { Page } from '../shared/Page';
import { useTexts } from '../texts';

export function BrowserPage({ going }: { going: BrowserSignIn }) {
  const t = useTexts('signIn');
  const cancel = useAct((backend) => backend.cancelSignIn());
  return (
    <Page title={t('organisation.title')} testId="browser-sign-in">
      <p>{t('organisation.lead')}</p>
      <p className="db-strong">{t('organisation.check')}</p>
      <p className="db-words-for-support" data-testid="browser-words">
        {going.words}
      </p>
      <p>{t('organisation.why')}</p>
      <p role="status">{t('organisation.waits')}</p>
      <p>{t('organisation.address')}</p>
      <p className="db-path" data-testid="browser-address">
        {going.address}
      </p>
      <Button type="button" secondary disabled={cancel.busy} onClick={() => void cancel.run()} data-testid="cancel">
        {t('organisation.cancel')}
      </Button>
    </Page>
  );
}
