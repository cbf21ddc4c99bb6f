/**
 * What is in hand and not yet saved: a half-filled form, what somebody searched for.
 *
 * It lies in memory beside the backend it is meant for: never in the address and never in the browser's storage, because
 * names are in it. It outlives a page (a lock, a way back), not the app; and one person's is not another's.
 */
import { useCallback, useState } from 'react';
import type { Backend } from '../backend';
import { useBackend } from './backend';
import { useStatus } from './status';

const shelves = new WeakMap<Backend, Map<string, unknown>>();

function shelfOf(backend: Backend): Map<string, unknown> {
  const known = shelves.get(backend);
  if (known) return known;
  const fresh = new Map<string, unknown>();
  shelves.set(backend, fresh);
  return fresh;
}

export interface InHand<T> {
  value: T;
  set: (next: T) => void;
  /** Takes it off the shelf; what the page shows stays until it goes. */
  clear: () => void;
}

/** Like a state, but found again when the page is opened again. `start` says how it begins; `takeUp` whether what lies there is taken up. */
export function useInHand<T>(name: string, start: () => T, takeUp: (lying: T) => boolean = () => true): InHand<T> {
  const shelf = shelfOf(useBackend());
  const person = useStatus().person?.username ?? '';
  const key = `${person}/${name}`;
  const [value, setValue] = useState<T>(() => {
    const lying = shelf.get(key) as T | undefined;
    if (lying !== undefined && takeUp(lying)) return lying;
    const begun = start();
    shelf.set(key, begun);
    return begun;
  });
  const set = useCallback(
    (next: T) => {
      shelf.set(key, next);
      setValue(next);
    },
    [shelf, key],
  );
  const clear = useCallback(() => void shelf.delete(key), [shelf, key]);
  return { value, set, clear };
}
