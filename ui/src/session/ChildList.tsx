/**
 * The children, a screenful or two at first and more as one comes near the end, so that a school of a thousand answers as fast as
 * a small one. Who looks for one child searches; who goes through all of them scrolls, or presses the button at the end.
 */
import { useEffect, useRef, useState } from 'react';
import type { ChildRow } from '../backend/generated/ChildRow';
import type { RecordId } from '../backend/generated/RecordId';
import { useTexts } from '../texts';
import { ChildLine } from './ChildLine';

/** How many lines are drawn at first, and how many more each time. */
const STEP = 60;

interface ChildListProps {
  children: ChildRow[];
  session: RecordId;
  today: string;
  registering: boolean;
  /** Who has a name that another child here has too. */
  namesakes: ReadonlySet<RecordId>;
  /** What the list is narrowed by: when it changes, one is at the beginning again. */
  narrowing: string;
  /** So many lines at least, where one comes back to a place further down. */
  atLeast: number;
  onDrawn: (lines: number) => void;
}

export function ChildList({ children, session, today, registering, namesakes, narrowing, atLeast, onDrawn }: ChildListProps) {
  const t = useTexts('session');
  const [drawn, setDrawn] = useState({ narrowing, lines: Math.max(STEP, atLeast) });
  if (drawn.narrowing !== narrowing) setDrawn({ narrowing, lines: STEP });
  const more = () => {
    setDrawn({ narrowing, lines: drawn.lines + STEP });
    onDrawn(drawn.lines + STEP);
  };
  return (
    <>
      <ul className="db-children" aria-label={t('list')}>
        {children.slice(0, drawn.lines).map((child) => (
          <ChildLine
            key={child.id}
            child={child}
            session={session}
            today={today}
            registering={registering}
            namesake={namesakes.has(child.id)}
          />
        ))}
      </ul>
      {drawn.lines < children.length && <More left={children.length - drawn.lines} onMore={more} />}
    </>
  );
}

/** Draws more by itself when it comes near; by a press where it cannot know. */
function More({ left, onMore }: { left: number; onMore: () => void }) {
  const t = useTexts('session');
  const button = useRef<HTMLButtonElement>(null);
  const act = useRef(onMore);
  useEffect(() => {
    act.current = onMore;
  });
  useEffect(() => {
    if (!button.current || !('IntersectionObserver' in window)) return;
    const watch = new IntersectionObserver((seen) => seen.some((each) => each.isIntersecting) && act.current(), { rootMargin: '1200px' });
    watch.observe(button.current);
    return () => watch.disconnect();
    // Watched anew after each step: near is near again.
  }, [left]);
  return (
    <button
      ref={button}
      type="button"
      className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
      data-testid="more"
      onClick={onMore}
    >
      {t('more', { count: left })}
    </button>
  );
}
