/**
 * One page of a form: faults first, then what is asked, then the way on. Enter goes on from any field.
 *
 * What is checked here is only what the page itself can know; the backend has the last word.
 */
import { Button } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { useTexts, type Namespace } from '../texts';
import { ErrorSummary } from './ErrorSummary';
import { Page } from './Page';

interface QuestionPageProps {
  title: string;
  caption: string;
  back: string | (() => void);
  namespace: Namespace;
  faults: Fault[];
  onGoOn: () => void;
  /** Words of the button; "Continue" where none are given. */
  goOn?: string;
  busy?: boolean;
  /** Beside the button. */
  beside?: ReactNode;
  testId?: string;
  children: ReactNode;
}

export function QuestionPage({
  title,
  caption,
  back,
  namespace,
  faults,
  onGoOn,
  goOn,
  busy = false,
  beside,
  testId,
  children,
}: QuestionPageProps) {
  const t = useTexts('common');
  return (
    <Page title={title} caption={caption} back={back} above={<ErrorSummary faults={faults} namespace={namespace} />} testId={testId}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          onGoOn();
        }}
      >
        {children}
        <div className="nhsuk-button-group db-go-on">
          <Button type="submit" disabled={busy} data-testid="go-on">
            {goOn ?? t('continue')}
          </Button>
          {beside}
        </div>
      </form>
    </Page>
  );
}

export function missing(field: string): Fault {
  return { field, code: 'missing' };
}
