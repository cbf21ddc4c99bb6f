/**
 * What was just saved, told on the page one comes back to.
 *
 * The way back carries ids and codes only; the page finds the name. It is told once: coming to the same page again by the
 * Back button does not repeat it.
 */
import { NotificationBanner } from 'nhsuk-react-components';
import { useEffect, useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Kind } from '../backend/generated/Kind';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { useTexts } from '../texts';

const OF_PEOPLE = ['household', 'individual', 'moved', 'duplicate', 'not_duplicate'] as const;
type OfPeople = (typeof OF_PEOPLE)[number];

export interface SavedNews {
  what: 'vaccination' | 'not_given' | 'consent' | 'note' | 'batch' | 'removed' | 'restored' | OfPeople;
  child?: RecordId;
  programme?: Programme;
  kind?: Kind;
  record?: RecordId;
  /** False where it said the same already. */
  changed: boolean;
}

/** True for what was done to a household or a person of a campaign. */
export function isOfPeople(what: SavedNews['what']): what is OfPeople {
  return (OF_PEOPLE as readonly string[]).includes(what);
}

/** State for the way back after saving. `kept` lets the form go. */
export function withNews(news: SavedNews): { kept: true; saved: SavedNews } {
  return { kept: true, saved: news };
}

/** What was saved on the page before this one, once. */
export function useNews(): SavedNews | undefined {
  const location = useLocation();
  const navigate = useNavigate();
  const state = location.state as { saved?: SavedNews } | null;
  const [news, setNews] = useState(state?.saved);
  const arrived = state?.saved;
  if (arrived && arrived !== news) setNews(arrived);
  useEffect(() => {
    if (arrived) void navigate(location.pathname + location.search, { replace: true, state: null });
    // Only when news arrives: the address is the one it arrived at.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [arrived]);
  return news;
}

/** The green banner: what was done, and that it is on the disk. */
export function SavedBanner({ children, more }: { children: string; more?: ReactNode }) {
  const t = useTexts('forms');
  return (
    <NotificationBanner success data-testid="saved" title={t('saved.title')}>
      <NotificationBanner.Heading>{children}</NotificationBanner.Heading>
      {more}
    </NotificationBanner>
  );
}
