/** Which page comes first: what must be told, signing in, the code, unlocking, the first download; behind them everything else. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Notice } from '../backend/generated/Notice';
import type { Stage } from '../backend/generated/Stage';
import { ChooseCodePages } from '../code/ChooseCodePages';
import { FirstDownloadPage } from '../first-download/FirstDownloadPage';
import { Contacts } from '../contact/Contacts';
import { DamagedPage } from '../safety/DamagedPage';
import { WipedPage } from '../safety/WipedPage';
import { useBackend } from '../shared/backend';
import { useStatus } from '../shared/status';
import { SignInPage } from '../sign-in/SignInPage';
import { useTexts } from '../texts';
import { LanguageBar } from '../translation/LanguageBar';
import { UnlockPages } from '../unlock/UnlockPages';
import { DemoSwitch } from './ConnectionStrip';
import { Wordmark } from './Header';
import { SkipLink } from './Shell';

export function Gate({ children }: { children: ReactNode }) {
  const status = useStatus();
  // The first download ends in a page of its own: it stays until the person goes on.
  const [downloading, setDownloading] = useState(false);
  if (status.stage === 'first_download' && !downloading) setDownloading(true);
  if (!status.person && downloading) setDownloading(false);
  useOwnPlace(status.person?.username);
  const first = firstPage(status.stage, status.notice);
  if (first) return <Porch page={first} />;
  if (status.stage === 'first_download' || downloading) return <Porch page={<FirstDownloadPage onDone={() => setDownloading(false)} />} />;
  return children;
}

function firstPage(stage: Stage, notice: Notice | null): ReactNode {
  if (notice?.kind === 'wiped') return <WipedPage notice={notice} />;
  if (stage === 'choose_code') return <ChooseCodePages />;
  if (notice?.kind === 'damaged') return <DamagedAtWork notice={notice} />;
  if (stage === 'sign_in') return <SignInPage />;
  if (stage === 'unlock') return <UnlockPages />;
  return null;
}

/** What was open stopped being readable. */
function DamagedAtWork({ notice }: { notice: Extract<Notice, { kind: 'damaged' }> }) {
  const backend = useBackend();
  const { people } = useStatus();
  const person = people.find((each) => each.person === notice.person);
  const [aside, setAside] = useState(false);
  if (aside) return <SignInPage aside username={person?.username} />;
  return (
    <DamagedPage
      person={notice.person}
      name={person?.name ?? ''}
      reference={notice.reference}
      onOthers={people.length > 1 ? () => void backend.putNoticeAway() : undefined}
      onStartedAgain={() => setAside(true)}
    />
  );
}

/** Whoever unlocks comes back to where she was; another person begins at the beginning. */
function useOwnPlace(username: string | undefined): void {
  const last = useRef(username);
  useEffect(() => {
    if (username === undefined) return;
    if (last.current !== undefined && last.current !== username) window.location.hash = '/';
    last.current = username;
  }, [username]);
}

/** The frame while nobody is in. */
function Porch({ page }: { page: ReactNode }) {
  const t = useTexts('shell');
  const status = useStatus();
  return (
    <>
      <SkipLink />
      <header className="db-header">
        <div className="nhsuk-width-container db-header__row">
          <Wordmark />
          <span className="db-header__end">
            <Contacts />
            <DemoSwitch cut={status.demo_link_cut} />
          </span>
        </div>
        <div className="nhsuk-width-container">
          <LanguageBar label={t('languages')} />
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
