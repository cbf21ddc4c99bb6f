/** The children, the first screenful at once and the rest a moment later, so that a large school opens as fast as a small one. */
import { startTransition, useEffect, useState } from 'react';
import type { ChildRow } from '../backend/generated/ChildRow';
import type { RecordId } from '../backend/generated/RecordId';
import { useTexts } from '../texts';
import { ChildLine } from './ChildLine';

/** More than fit on a screen. */
const FIRST = 30;

interface ChildListProps {
  children: ChildRow[];
  session: RecordId;
  today: string;
  registering: boolean;
  /** True where one comes back to a place further down. */
  wholeAtOnce?: boolean;
}

export function ChildList({ children, session, today, registering, wholeAtOnce = false }: ChildListProps) {
  const t = useTexts('session');
  const [whole, setWhole] = useState(wholeAtOnce);
  useEffect(() => startTransition(() => setWhole(true)), []);
  return (
    <ul className="db-children" aria-label={t('list')}>
      {(whole ? children : children.slice(0, FIRST)).map((child) => (
        <ChildLine key={child.id} child={child} session={session} today={today} registering={registering} />
      ))}
    </ul>
  );
}
