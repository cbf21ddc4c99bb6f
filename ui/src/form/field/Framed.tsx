/** A question whose answer is made of several things: its words around them, as one group. */
import classNames from 'classnames';
import type { ReactNode } from 'react';

interface FramedProps {
  id: string;
  label: string;
  hint: string | undefined;
  error: string | undefined;
  children: ReactNode;
}

export function Framed({ id, label, hint, error, children }: FramedProps) {
  const about = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={classNames('nhsuk-form-group', error && 'nhsuk-form-group--error')}>
      <fieldset className="nhsuk-fieldset" id={id} tabIndex={-1} aria-describedby={about || undefined}>
        <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{label}</legend>
        {hint && (
          <div className="nhsuk-hint" id={`${id}-hint`}>
            {hint}
          </div>
        )}
        {error && (
          <p className="nhsuk-error-message" id={`${id}-error`}>
            {error}
          </p>
        )}
        {children}
      </fieldset>
    </div>
  );
}
