/** The clock on this device is wrong: records are kept and marked, and how to put it right. Also the last page of a sync that found it out. */
import { Button } from 'nhsuk-react-components';
import { useNavigate } from 'react-router';
import { Page } from '../shared/Page';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { useFrom } from './from';

export function ClockPage() {
  const t = useTexts('sync');
  const { clock_wrong_seconds: wrong } = useStatus();
  const navigate = useNavigate();
  const { from, state } = useFrom();
  const title = wrong === null ? t('clock.title') : t('clock.title_by', { time: span(Math.abs(wrong), t) });
  return (
    <Page title={title} back={state.from ? undefined : '/help'} testId="clock">
      {wrong === null ? (
        <p>{t('clock.right')}</p>
      ) : (
        <>
          <p className="nhsuk-lede-text">{t(wrong > 0 ? 'clock.behind' : 'clock.ahead', { time: span(Math.abs(wrong), t) })}</p>
          <p>{t('clock.safe')}</p>
          <h2 className="nhsuk-heading-m">{t('clock.how')}</h2>
          <ol className="nhsuk-list nhsuk-list--number">
            {t('clock.steps', { returnObjects: true }).map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
          <p>{t('clock.ask')}</p>
        </>
      )}
      {state.from && (
        <Button type="button" onClick={() => void navigate(from, { replace: true })} data-testid="go-on">
          {t('clock.go_on')}
        </Button>
      )}
    </Page>
  );
}

function span(seconds: number, t: ReturnType<typeof useTexts<'sync'>>): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return t('clock.minutes', { count: minutes });
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t('clock.hours', { count: hours }) : t('clock.days', { count: Math.round(hours / 24) });
}
