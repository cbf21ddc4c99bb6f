import { describe, expect, it } from 'vitest';
import type { Phase } from '../backend/generated/Phase';
import type { Progress } from '../backend/generated/Progress';
import { forward, quarter } from './progress';

const at = (phase: Phase, received: number, total: number): Progress => ({
  phase,
  received,
  total,
  units: [],
  fetching: [],
  waiting_seconds: null,
  end: null,
});
const after = (...steps: Progress[]) => steps.reduce<Progress | null>((before, next) => forward(before, next), null);

describe('progress', () => {
  it('never goes back when a batch is sent again', () => {
    expect(after(at('sending', 10, 52), at('sending', 4, 52))?.received).toBe(10);
  });

  it('never passes its end', () => {
    expect(after(at('sending', 10, 52), at('sending', 60, 52))?.received).toBe(52);
    expect(after(at('sending', 60, 52))?.received).toBe(52);
  });

  it('keeps the whole it began with, even if more is recorded during the sync', () => {
    expect(after(at('sending', 1, 52), at('sending', 2, 80))?.total).toBe(52);
  });

  it('takes the whole when it is first told', () => {
    expect(after(at('greeting', 0, 0), at('sending', 1, 52))?.total).toBe(52);
  });

  it('does not return to an earlier phase', () => {
    expect(after(at('fetching', 5, 5), at('sending', 5, 5))?.phase).toBe('fetching');
  });

  it('is said aloud by quarters', () => {
    expect([0, 12, 13, 26, 39, 51, 52].map((received) => quarter(at('sending', received, 52)))).toEqual([0, 0, 1, 2, 3, 3, 4]);
    expect(quarter(at('sending', 0, 0))).toBe(0);
  });
});
