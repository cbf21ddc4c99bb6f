/** What was just saved, told on the page one comes back to; once. */
import { useEffect, useState } from 'react';
import { Link, useLocation, useNavigate } from 'react-router';
import { SavedBanner } from '../shared/saved';
import { useTexts } from '../texts';
import { entryPath } from './paths';

/** State for the way back after saving. `kept` lets the form go. */
export function withEntry(entry: string): { kept: true; entry: string } {
  return { kept: true, entry };
}

export function EntrySaved() {
  const t = useTexts('form');
  const common = useTexts('common');
  const location = useLocation();
  const navigate = useNavigate();
  const [entry] = useState((location.state as { entry?: string } | null)?.entry);
  useEffect(() => {
    if (entry) void navigate(location.pathname + location.search, { replace: true, state: null });
    // Once, when one arrives here: coming by the Back button does not repeat it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (!entry) return null;
  return (
    <SavedBanner
      more={
        <p>
          <Link to={entryPath(entry)}>{t('saved.look')}</Link>
        </p>
      }
    >
      {common('saved_on_device')}
    </SavedBanner>
  );
}
