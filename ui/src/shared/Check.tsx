/** The rows of a last page: what was answered, and the way to change it. */
import { SummaryList } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../texts';

interface CheckRowProps {
  what: string;
  /** The field's name, by which the summary of faults finds the row. */
  field?: string;
  /** Where it is changed; none where it cannot be. */
  change?: string;
  /** What is wrong with it. */
  errors?: string[];
  children: ReactNode;
}

export function CheckRow({ what, field, change, errors = [], children }: CheckRowProps) {
  const t = useTexts('common');
  return (
    <SummaryList.Row>
      <SummaryList.Key>{what}</SummaryList.Key>
      <SummaryList.Value>
        {errors.map((error) => (
          <span key={error} className="nhsuk-error-message">
            {error}
          </span>
        ))}
        {children}
      </SummaryList.Value>
      {change && (
        <SummaryList.Action asElement={Link} id={field} to={change} visuallyHiddenText={what} data-testid={field && `change-${field}`}>
          {t('change')}
        </SummaryList.Action>
      )}
    </SummaryList.Row>
  );
}
