/**
 * When the page "You're back online" comes: something is due, and the person is at a page boundary.
 *
 * A boundary is the moment a page opens, or a short rest on a page that is not a form. It never comes over an open form,
 * and not within the sync journey itself. Once it is there it stays: nothing here takes it away.
 */
import { useEffect, useRef } from 'react';
import { useLocation, useMatches, useNavigate } from 'react-router';
import type { Handle } from '../routes';
import { useBackend } from '../shared/backend';
import { useForms } from '../shared/open-form';
import { useStatus } from '../shared/status';

/** How long nobody must have touched anything before an open page counts as a boundary. */
export const REST_MS = 3000;

const TOUCHES = ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'] as const;

export function useAskToSync(): void {
  const backend = useBackend();
  const status = useStatus();
  const forms = useForms();
  const location = useLocation();
  const navigate = useNavigate();
  const handles = useMatches().map((match) => match.handle as Handle | undefined);
  const elsewhere = handles.some((handle) => handle?.form || handle?.journey);
  const due = status.ask_to_sync && !status.syncing && !elsewhere;
  const seen = useRef<string | null>(null);

  useEffect(() => {
    const opened = seen.current !== location.key;
    seen.current = location.key;
    // Asked at this very moment: the drawing may still count a form that has just closed, or miss one that has just opened.
    if (!due || forms.isOpen()) return;
    let left = false;
    const show = () => {
      // What was drawn may be a moment old: a snooze just begun, or a sync just ended, must not be asked over again.
      void backend.status().then(
        (now) => {
          if (left || !now.ask_to_sync || now.syncing || forms.isOpen()) return;
          void navigate('/back-online', { state: { from: location.pathname + location.search } });
        },
        () => undefined,
      );
    };
    if (opened) {
      show();
      return () => {
        left = true;
      };
    }
    let rest = setTimeout(show, REST_MS);
    const touched = () => {
      clearTimeout(rest);
      rest = setTimeout(show, REST_MS);
    };
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { passive: true });
    return () => {
      left = true;
      clearTimeout(rest);
      for (const touch of TOUCHES) window.removeEventListener(touch, touched);
    };
  }, [backend, due, forms, location.key, location.pathname, location.search, navigate]);
}
