/** A sign-in through one's organisation: it goes on in the person's own browser, and here one waits for it. */
import { Button } from 'nhsuk-react-components';
import type { BrowserSignIn } from '../backend/generated/BrowserSignIn';
import type { ErrorCode } from '../backend/generated/ErrorCode';
import { useAct } from '../shared/backend';
import { Page } from '../shared/Page';
import { useTexts } from '../texts';

/** Of these the person can be told more than that nobody came in. */
const SAID = new Set<ErrorCode>(['already_here', 'another_person', 'device_blocked', 'app_too_old', 'sign_in_again']);

/** Why nobody came in, on the page from which it was begun. */
export function BrowserFailed({ code }: { code: ErrorCode }) {
  const t = useTexts('signIn');
  const refusals = useTexts('refusals');
  return (
    <div className="db-refusal" role="alert" data-testid="browser-failed">
      <p className="db-refusal__what">{SAID.has(code) ? refusals(`${code}.what`) : t('organisation.failed')}</p>
      <p>{SAID.has(code) ? refusals(`${code}.next`) : t('organisation.failed_next')}</p>
    </div>
  );
}

export function BrowserPage({ going, onCancel }: { going: BrowserSignIn; onCancel?: () => void }) {
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
      <Button
        type="button"
        secondary
        disabled={cancel.busy}
        onClick={() => {
          onCancel?.();
          void cancel.run();
        }}
        data-testid="cancel"
      >
        {t('organisation.cancel')}
      </Button>
    </Page>
  );
}
