/** A page: its title in the window and in the h1, the way back, and the focus on the h1 when it opens. */
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../texts';
import { useOpened } from './usage';

interface PageProps {
  title: string;
  /** A smaller line above the title, within the h1. */
  caption?: ReactNode;
  /** A page to go back to, or what to do. */
  back?: string | (() => void);
  backLabel?: string;
  /** False where something else takes the focus (an error summary). */
  focusTitle?: boolean;
  /** True where the page draws its own h1 (a panel); it then carries `titleProps`. */
  ownTitle?: boolean;
  wide?: boolean;
  /** What stands above the title: a banner about what was just done. */
  above?: ReactNode;
  testId?: string;
  children: ReactNode;
}

/** What an h1 needs so that a page can bring the focus to it. */
export const titleProps = { tabIndex: -1, 'data-title': true } as const;

export function Page({
  title,
  caption,
  back,
  backLabel,
  focusTitle = true,
  ownTitle = false,
  wide = false,
  above,
  testId,
  children,
}: PageProps) {
  const t = useTexts('common');
  const whole = useRef<HTMLDivElement>(null);
  useOpened();
  useEffect(() => {
    document.title = t('document_title', { title });
  }, [t, title]);
  useEffect(() => {
    if (!focusTitle) return;
    whole.current?.querySelector<HTMLElement>('[data-title]')?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    // Once, when the page opens: an answer that changes the title must not move anybody.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <div className={wide ? 'db-page' : 'db-page db-page--reading'} ref={whole} data-testid={testId}>
      {back !== undefined && <Back to={back} label={backLabel ?? t('back')} />}
      {above}
      {!ownTitle && (
        <h1 className="nhsuk-heading-l db-page__title" {...titleProps}>
          {caption && <span className="nhsuk-caption-l">{caption}</span>}
          {title}
        </h1>
      )}
      {children}
    </div>
  );
}

function Back({ to, label }: { to: string | (() => void); label: string }) {
  if (typeof to === 'string') {
    return (
      <Link className="nhsuk-back-link" to={to}>
        {label}
      </Link>
    );
  }
  return (
    <button type="button" className="nhsuk-back-link" onClick={to}>
      {label}
    </button>
  );
}
