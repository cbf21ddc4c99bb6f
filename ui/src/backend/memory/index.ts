/**
 * A whole backend in the browser: a small invented world that can be put into any state, for looking at screens and
 * for component tests. It keeps nothing, and is never loaded inside the app.
 */
import type { Backend } from '../index';
import { Desk } from './desk';
import { startFrom, startIn, type Start, type StateName } from './states';

export function fromAddress(search: string): Backend {
  return new Desk(startFrom(search));
}

/** For tests: a state by name, and the desk itself, whose link and ends can be changed on the way. */
export function memoryBackend(state: StateName = 'offline', more: Partial<Start> = {}): Desk {
  return new Desk(startIn(state, { pace: 0, minimumDisplayMs: 0, ...more }));
}

export type { Desk } from './desk';
export type { PlannedEnd, Start, StateName } from './states';
