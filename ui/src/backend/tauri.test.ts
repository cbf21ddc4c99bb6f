/** The names and arguments that cross to the app, as the commands there read them. */
import { clearMocks, mockIPC } from '@tauri-apps/api/mocks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Backend } from './index';
import { tauriBackend } from './tauri';

const asked: [string, string[]][] = [];

beforeEach(() => {
  asked.length = 0;
  mockIPC(
    (command, given) => {
      asked.push([command, Object.keys(given ?? {}).sort()]);
    },
    { shouldMockEvents: true },
  );
});
afterEach(() => clearMocks());

const any = {} as never;
const CALLS: Record<Exclude<keyof Backend, 'onBell'>, [string, string[], unknown[]]> = {
  status: ['status', [], []],
  signIn: ['sign_in', ['form'], [any]],
  unlock: ['unlock', ['code'], ['246810']],
  lock: ['lock', [], []],
  sessions: ['sessions', [], []],
  session: ['session', ['session'], ['s']],
  findChildren: ['find_children', ['query'], [any]],
  child: ['child', ['child', 'session'], ['c', null]],
  vaccines: ['vaccines', ['programme'], ['flu']],
  batches: ['batches', ['programme'], ['flu']],
  newId: ['new_id', [], []],
  saveVaccination: ['save_vaccination', ['draft'], [any]],
  saveAttendance: ['save_attendance', ['draft'], [any]],
  saveNote: ['save_note', ['draft'], [any]],
  saveConsent: ['save_consent', ['draft'], [any]],
  saveBatch: ['save_batch', ['draft'], [any]],
  setDefaultBatch: ['set_default_batch', ['choice'], [any]],
  remove: ['remove', ['what'], [any]],
  undoRemoval: ['undo_removal', ['what'], [any]],
  unsent: ['unsent', [], []],
  backOnline: ['back_online', [], []],
  snooze: ['snooze', ['choice'], [any]],
  endSnooze: ['end_snooze', [], []],
  sync: ['sync', ['progress'], [() => undefined]],
  stopSync: ['stop_sync', [], []],
  account: ['account', ['sync'], ['s']],
  history: ['history', [], []],
  print: ['print', [], []],
  cutDemoLink: ['cut_demo_link', ['cut'], [true]],
};

describe('the door to the app', () => {
  it.each(Object.entries(CALLS))('%s is one command', async (method, [command, given, values]) => {
    await (tauriBackend[method as keyof Backend] as (...values: unknown[]) => Promise<unknown>)(...values);
    expect(asked).toEqual([[command, given]]);
  });

  it('a bell that rang before the screens could hear it is not lost', async () => {
    const heard = vi.fn();
    const stop = tauriBackend.onBell(heard);
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1));
    stop();
  });
});
