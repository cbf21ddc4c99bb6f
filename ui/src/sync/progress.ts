/** Progress that only moves forward: the whole is fixed at the first report, and what has arrived never becomes less or more than it. */
import type { Phase } from '../backend/generated/Phase';
import type { Progress } from '../backend/generated/Progress';

const ORDER: Phase[] = ['greeting', 'sending', 'fetching', 'checking', 'ended'];

export function forward(before: Progress | null, next: Progress): Progress {
  if (!before) return { ...next, received: Math.min(next.received, next.total) };
  const total = before.total > 0 ? before.total : next.total;
  return {
    ...next,
    total,
    received: Math.min(Math.max(before.received, next.received), total),
    phase: ORDER.indexOf(next.phase) < ORDER.indexOf(before.phase) ? before.phase : next.phase,
    fetching: next.fetching.length > 0 ? next.fetching : before.fetching,
  };
}

/** Said aloud at each new phase and at each quarter of the way, and not in between. */
export function quarter(progress: Progress): number {
  return progress.total === 0 ? 0 : Math.floor((progress.received / progress.total) * 4);
}
