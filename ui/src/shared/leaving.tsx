/**
 * A form that is open: "You're back online" waits for it, and it is not left half-filled without a word.
 *
 * A way out that says `kept` in its state has saved what was filled in, or carries it along, and is not held up. The form stays
 * where it is while the question is asked, so that "Stay" loses nothing.
 */
import { Button } from 'nhsuk-react-components';
import { useEffect, type ReactNode } from 'react';
import { useBlocker } from 'react-router';
import { useTexts } from '../texts';
import { useOpenForm } from './open-form';
import { Page } from './Page';

interface OpenFormProps {
  /** Something was filled in that is not saved. */
  dirty: boolean;
  /** Pages whose address begins so belong to the form. */
  within?: string;
  /** The person leaves all the same. */
  onLeave?: () => void;
  children: ReactNode;
}

export function OpenForm({ dirty, within, onLeave, children }: OpenFormProps) {
  const t = useTexts('forms');
  useOpenForm();
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    if (!dirty || isKept(nextLocation.state) || currentLocation.pathname === nextLocation.pathname) return false;
    return within === undefined || !nextLocation.pathname.startsWith(within);
  });
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [dirty]);
  const asking = blocker.state === 'blocked';
  return (
    <>
      {asking && (
        <Page title={t('leave.title')} testId="leave">
          <p>{t('leave.text')}</p>
          <div className="nhsuk-button-group">
            <Button type="button" onClick={() => blocker.reset()}>
              {t('leave.stay')}
            </Button>
            <Button
              type="button"
              secondary
              onClick={() => {
                onLeave?.();
                blocker.proceed();
              }}
            >
              {t('leave.leave')}
            </Button>
          </div>
        </Page>
      )}
      <div hidden={asking}>{children}</div>
    </>
  );
}

function isKept(state: unknown): boolean {
  return typeof state === 'object' && state !== null && 'kept' in state;
}
