/** Printing an account: every row is opened first, because paper cannot be opened; afterwards they are as they were. */
import { useEffect, useMemo, useRef, type RefObject } from 'react';
import { useBackend } from '../../shared/backend';

/** Opens every row within `place` and prints. */
export function usePrinting(place: RefObject<HTMLElement | null>): () => void {
  const backend = useBackend();
  const closed = useRef<HTMLDetailsElement[]>([]);
  const hands = useMemo(() => {
    const open = () => {
      const rows = [...(place.current?.querySelectorAll<HTMLDetailsElement>('details:not([open])') ?? [])];
      for (const row of rows) row.open = true;
      closed.current.push(...rows);
    };
    const close = () => {
      for (const row of closed.current.splice(0)) row.open = false;
    };
    return { open, close };
  }, [place]);
  useEffect(() => {
    window.addEventListener('beforeprint', hands.open);
    window.addEventListener('afterprint', hands.close);
    return () => {
      window.removeEventListener('beforeprint', hands.open);
      window.removeEventListener('afterprint', hands.close);
    };
  }, [hands]);
  return () => {
    hands.open();
    void backend.print();
  };
}
