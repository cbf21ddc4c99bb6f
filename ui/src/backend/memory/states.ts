/**
 * The places a person can be in, by name, so that every screen can be opened from the address: `?state=back_online`.
 *
 * `?end=link_lost` says how the next sync ends, `?pace=slow` lets one watch it, `?failures=4`, `?clock=10800` and
 * `?demo=1` set what they say.
 */
import type { Connection } from '../generated/Connection';
import type { KeychainStanding } from '../generated/KeychainStanding';
import type { Notice } from '../generated/Notice';
import type { Stage } from '../generated/Stage';
import type { SyncEnd } from '../generated/SyncEnd';

/** How the next sync will end; `second_look` is `completed` with two entries at support. */
export type PlannedEnd = Exclude<SyncEnd, 'running'> | 'second_look';

export interface Start {
  stage: Stage;
  connection: Connection;
  /** A day's work waits to be sent. */
  work: boolean;
  /** The connection is slow. */
  slow: boolean;
  /** She works in areas only. */
  fieldwork: boolean;
  end: PlannedEnd;
  failures: number;
  clockWrongSeconds: number | null;
  snoozedMinutes: number | 'only_when_asked' | null;
  waitSeconds: number;
  demo: boolean;
  /** Somebody else works on this device too. */
  shared: boolean;
  damaged: boolean;
  expired: boolean;
  /** What the computer's keychain opens, or why not. */
  keychain: KeychainStanding;
  choosing: 'first' | 'released' | null;
  notice: Notice | null;
  organisation: boolean;
  /** The team asks for the data to be removed, and not all of it is handed in. */
  wipeWaits: boolean;
  freeBytes: number;
  /** Milliseconds a step of a sync takes. */
  pace: number;
  minimumDisplayMs: number;
}

const usual: Start = {
  stage: 'open',
  connection: 'offline',
  work: true,
  slow: false,
  fieldwork: false,
  end: 'completed',
  failures: 0,
  clockWrongSeconds: null,
  snoozedMinutes: null,
  waitSeconds: 0,
  demo: false,
  shared: false,
  damaged: false,
  expired: false,
  keychain: 'off',
  choosing: null,
  notice: null,
  organisation: false,
  wipeWaits: false,
  freeBytes: 48_000_000_000,
  pace: 120,
  minimumDisplayMs: 3000,
};

const ENDS: PlannedEnd[] = [
  'completed',
  'second_look',
  'stopped',
  'interrupted',
  'link_lost',
  'service_failing',
  'not_our_service',
  'sign_in_again',
  'device_blocked',
  'app_too_old',
  'out_of_space',
  'counts_differ',
];

export const states = {
  sign_in: { stage: 'sign_in', connection: 'online', work: false },
  unlock: { stage: 'unlock' },
  sign_in_organisation: { stage: 'sign_in', connection: 'online', work: false, organisation: true },
  choose_code: { stage: 'sign_in', connection: 'online', work: false, choosing: 'first' },
  choose_code_released: { stage: 'unlock', connection: 'online', choosing: 'released' },
  who: { stage: 'unlock', shared: true },
  unlock_online: { stage: 'unlock', connection: 'online' },
  unlock_expired: { stage: 'unlock', connection: 'online', expired: true },
  unlock_keychain: { stage: 'unlock', keychain: 'on' },
  no_keychain: { keychain: 'absent' },
  keychain_on: { keychain: 'on' },
  keychain_not_allowed: { keychain: 'not_allowed' },
  damaged: { stage: 'unlock', damaged: true },
  wiped: {
    stage: 'unlock',
    notice: {
      kind: 'wiped',
      name: 'Priya Shah',
      asked_by: 'Larkshire Community Trust',
      at: '2026-09-14T15:42:00+01:00',
      changes: 41,
      sealed: 2,
      files: 6,
      bytes: 14_200_000,
      reference: 'W-7B2KD4',
    },
  },
  wipe_waits: { connection: 'online', wipeWaits: true },
  locked_by_team: { stage: 'unlock', notice: { kind: 'locked_by_team' } },
  blocked: { stage: 'unlock', notice: { kind: 'blocked' } },
  shared: { connection: 'online', shared: true, work: false },
  space_low: { freeBytes: 180_000_000 },
  space_reserve: { freeBytes: 2_000_000 },
  unlock_wait: { stage: 'unlock', waitSeconds: 45 },
  first_download: { stage: 'first_download', connection: 'online', work: false, pace: 350 },
  offline: {},
  fieldwork: { fieldwork: true },
  nothing_unsent: { connection: 'online', work: false },
  back_online: { connection: 'online' },
  slow: { connection: 'online', slow: true },
  snoozed: { connection: 'online', snoozedMinutes: 60 },
  snoozed_until_asked: { connection: 'online', snoozedMinutes: 'only_when_asked' },
  captive_portal: { connection: 'not_our_service', end: 'not_our_service' },
  service_failing: { connection: 'service_failing', end: 'service_failing' },
  service_failing_often: { connection: 'service_failing', end: 'service_failing', failures: 4 },
  clock_wrong: { clockWrongSeconds: 10_800 },
  demo: { connection: 'online', demo: true },
} satisfies Record<string, Partial<Start>>;

export type StateName = keyof typeof states;

export const startIn = (name: StateName, more: Partial<Start> = {}): Start => ({ ...usual, ...(states[name] as Partial<Start>), ...more });

export function startFrom(search: string): Start {
  const asked = new URLSearchParams(search);
  const name = asked.get('state') ?? 'offline';
  const start = startIn(name in states ? (name as StateName) : 'offline');
  const end = asked.get('end') as PlannedEnd | null;
  if (end && ENDS.includes(end)) start.end = end;
  if (asked.get('pace') === 'slow') start.pace = 900;
  if (asked.has('failures')) start.failures = Number(asked.get('failures'));
  if (asked.has('clock')) start.clockWrongSeconds = Number(asked.get('clock'));
  if (asked.has('demo')) start.demo = true;
  return start;
}
