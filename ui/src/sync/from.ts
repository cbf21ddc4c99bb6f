/** Where the person was when the journey began, carried along so that she comes back to it. */
import { useMemo } from 'react';
import { useLocation } from 'react-router';

export interface From {
  from?: string;
  /** Only what a day's work needs was asked for. */
  essentials?: true;
}

export function useFrom(): { from: string; state: From } {
  const from = (useLocation().state as From | null)?.from;
  return useMemo(() => ({ from: from ?? '/', state: { from } }), [from]);
}
