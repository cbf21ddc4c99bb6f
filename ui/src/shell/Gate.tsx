/** Which page comes first: signing in, unlocking, the first download; behind them everything else. */
import { useState, type ReactNode } from 'react';
import { FirstDownloadPage } from '../first-download/FirstDownloadPage';
import { useStatus } from '../shared/status';
import { SignInPage } from '../sign-in/SignInPage';
import { UnlockPage } from '../unlock/UnlockPage';
import { DemoSwitch } from './ConnectionStrip';
import { Wordmark } from './Header';
import { SkipLink } from './Shell';

export function Gate({ children }: { children: ReactNode }) {
  const status = useStatus();
  // The first download ends in a page of its own: it stays until the person goes on.
  const [downloading, setDownloading] = useState(false);
  if (status.stage === 'first_download' && !downloading) setDownloading(true);
  if (status.stage === 'sign_in' && downloading) setDownloading(false);
  if (status.stage === 'sign_in') return <Porch page={<SignInPage />} />;
  if (status.stage === 'unlock') return <Porch page={<UnlockPage />} />;
  if (status.stage === 'first_download' || downloading) return <Porch page={<FirstDownloadPage onDone={() => setDownloading(false)} />} />;
  return children;
}

/** The frame while nobody is in. */
function Porch({ page }: { page: ReactNode }) {
  const status = useStatus();
  return (
    <>
      <SkipLink />
      <header className="db-header">
        <div className="nhsuk-width-container db-header__row">
          <Wordmark />
          <DemoSwitch cut={status.demo_link_cut} />
        </div>
      </header>
      <div className="nhsuk-width-container">
        <main className="nhsuk-main-wrapper" id="main">
          {page}
        </main>
      </div>
    </>
  );
}
