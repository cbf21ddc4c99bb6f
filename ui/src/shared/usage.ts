/**
 * What is counted of how the pages are used: which one was opened, and how long it took until it was there. Only codes of a closed
 * list go to the backend, which keeps them only where the organisation has it counted.
 */
import { useEffect, useLayoutEffect } from 'react';
import { matchPath, useLocation } from 'react-router';
import type { Used } from '../backend/generated/Used';
import { useBackend } from './backend';

const PAGES: [string, Used][] = [
  ['/', 'open_sessions'],
  ['/sessions/:session', 'open_session'],
  ['/sessions/:session/children/:child', 'open_child'],
  ['/children/:child', 'open_child'],
  ['/people', 'open_people'],
  ['/households/:household', 'open_household'],
  ['/people/:individual', 'open_person'],
  ['/forms', 'open_forms'],
  ['/drafts/:draft', 'open_form'],
  ['/map', 'open_map'],
  ['/map/:area', 'open_map'],
  ['/dashboards', 'open_dashboards'],
  ['/unsent', 'open_unsent'],
  ['/settings', 'open_settings'],
  ['/help', 'open_help'],
];
/** Pages of their own, which look like a person's or a household's. */
const NOT_COUNTED = ['/people/register', '/households/new'];

/** The code of an address; nothing for one that is not counted. */
export function usedAt(address: string): Used | undefined {
  const path = address.split('?')[0] ?? '';
  if (NOT_COUNTED.includes(path)) return undefined;
  return PAGES.find(([pattern]) => matchPath(pattern, path))?.[1];
}

/** When somebody last pressed something. */
let pressed = Number.NEGATIVE_INFINITY;
window.addEventListener('click', () => (pressed = performance.now()), true);
/** When she left for where she is going; nothing once she is there. */
let left: number | undefined;

/** Somebody goes to another page: from the press that led there, where there was one. */
export function useWent(): void {
  const { key } = useLocation();
  useLayoutEffect(() => {
    const now = performance.now();
    left = now - pressed < 1000 ? pressed : now;
  }, [key]);
}

/** A page that somebody left lying for a day is no page that took a day. */
const MOST = 10 * 60 * 1000;

/** A page is there: the first one after somebody went somewhere is counted. */
export function useOpened(): void {
  const backend = useBackend();
  useEffect(() => {
    const what = usedAt(window.location.hash.replace(/^#/, ''));
    if (left === undefined || !what) return;
    const took = Math.round(performance.now() - left);
    left = undefined;
    // That it could not be noted is no trouble of hers.
    if (took <= MOST) backend.noteUsed(what, took).catch(() => undefined);
  }, [backend]);
}
