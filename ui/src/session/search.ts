/** The search box: asks the backend a moment after the last letter, and answers with ids, best first. */
import { useEffect, useState } from 'react';
import type { ChildQuery } from '../backend/generated/ChildQuery';
import type { RecordId } from '../backend/generated/RecordId';
import { useAsk } from '../shared/backend';

/** Milliseconds after the last letter. */
export const PAUSE = 120;

/** None where nothing is searched for; the former answer stands until the next one is there. */
export function useFound(session: RecordId, text: string): RecordId[] | null {
  const settled = useSettled(text.trim());
  const { data } = useAsk(
    async (backend) => {
      if (!settled) return { text: settled, ids: null };
      const children = await backend.findChildren(queryFor(session, settled));
      return { text: settled, ids: children.map((child) => child.id) };
    },
    [session, settled],
  );
  const [last, setLast] = useState<RecordId[] | null>(null);
  if (data && data.ids !== last) setLast(data.ids);
  return text.trim() === '' ? null : (data?.ids ?? last);
}

function queryFor(session: RecordId, text: string): ChildQuery {
  return { session, text, standing: null, programme: null, year_group: null, registration: null };
}

export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    if (text === settled) return;
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text, settled]);
  return settled;
}

/** `/` brings one to the search box from anywhere on the page that is not itself being typed into. */
export function useSlash(goTo: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement | null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || at?.closest('input,textarea,select')) return;
      event.preventDefault();
      goTo();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [goTo]);
}
