/** The frame around every page: skip link, header with navigation, the connection strip, the page itself. */
import { Outlet, useMatches } from 'react-router';
import type { Handle } from '../routes';
import { IdleWatch } from '../safety/IdleWatch';
import { MustLockPage } from '../safety/MustLockPage';
import { useStatus } from '../shared/status';
import { useWent } from '../shared/usage';
import { useTexts } from '../texts';
import { ConnectionStrip } from './ConnectionStrip';
import { Gate } from './Gate';
import { Header } from './Header';
import { useAskToSync } from './ask-to-sync';

export function Shell() {
  return (
    <Gate>
      <Frame />
    </Gate>
  );
}

function Frame() {
  const handles = useMatches().map((match) => match.handle as Handle | undefined);
  const bare = handles.some((handle) => handle?.bare);
  const { must_lock: mustLock } = useStatus();
  // The account of the sync says it too, and has the same button.
  const locks = mustLock && !handles.some((handle) => handle?.journey) ? mustLock : null;
  useAskToSync();
  useWent();
  return (
    <>
      <SkipLink />
      <Header navigation={!bare && !locks} />
      <ConnectionStrip quiet={bare} />
      <div className="nhsuk-width-container">
        <main className="nhsuk-main-wrapper" id="main">
          {locks ? <MustLockPage why={locks} /> : <Outlet />}
        </main>
      </div>
      <IdleWatch />
    </>
  );
}

/** By hand: the part after # is the page's address, so a link to #main would leave the page. */
export function SkipLink() {
  const t = useTexts('shell');
  return (
    <button
      type="button"
      className="nhsuk-skip-link db-skip-link"
      onClick={() => document.querySelector<HTMLElement>('#main [data-title], #main h1')?.focus()}
    >
      {t('skip')}
    </button>
  );
}
