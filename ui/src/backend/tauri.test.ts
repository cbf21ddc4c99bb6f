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
  signInThroughOrganisation: ['sign_in_through_organisation', ['deviceName', 'server'], ['https://s', 'A laptop']],
  cancelSignIn: ['cancel_sign_in', [], []],
  suggestCode: ['suggest_code', ['others'], [false]],
  judgeCode: ['judge_code', ['code'], ['246810']],
  proposeCode: ['propose_code', ['code'], ['246810']],
  confirmCode: ['confirm_code', ['typed'], ['246810']],
  unlock: ['unlock', ['code', 'person'], ['p', '246810']],
  unlockWithKeychain: ['unlock_with_keychain', ['person'], ['p']],
  unlockExpired: ['unlock_expired', ['code', 'password', 'person'], ['p', '246810', 'x']],
  lock: ['lock', [], []],
  noteActivity: ['note_activity', [], []],
  putNoticeAway: ['put_notice_away', [], []],
  askRelease: ['ask_release', ['form'], [any]],
  endRelease: ['end_release', [], []],
  startAgain: ['start_again', ['person'], ['p']],
  sendCopy: ['send_copy', ['person'], ['p']],
  saveRescue: ['save_rescue', ['folder', 'person'], [null, '/home']],
  settings: ['settings', [], []],
  setSecondCopy: ['set_second_copy', ['folder'], [null]],
  useKeychain: ['use_keychain', ['code'], ['246810']],
  leaveKeychain: ['leave_keychain', [], []],
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
  forms: ['forms', [], []],
  openForm: ['open_form', ['about', 'form'], ['f', any]],
  drafts: ['drafts', [], []],
  openDraft: ['open_draft', ['draft', 'language'], ['d', 'en']],
  saveDraft: ['save_draft', ['change'], [any]],
  discardDraft: ['discard_draft', ['draft'], ['d']],
  restoreDraft: ['restore_draft', ['draft'], ['d']],
  offer: ['offer', ['ask'], [any]],
  beginRow: ['begin_row', ['draft', 'group'], ['d', any]],
  carryPreview: ['carry_preview', ['draft', 'language'], ['d', 'en']],
  carryOver: ['carry_over', ['draft'], ['d']],
  saveEntry: ['save_entry', ['draft'], ['d']],
  entries: ['entries', ['about'], [any]],
  entry: ['entry', ['language', 'record'], ['e', 'en']],
  keepPicture: ['keep_picture', ['picture'], [any]],
  picture: ['picture', ['sha256'], ['a']],
  noteUsed: ['note_used', ['ms', 'what'], ['open_map', 40]],
  usage: ['usage', [], []],
  dashboards: ['dashboards', [], []],
  dashboard: ['dashboard', ['dashboard'], ['d']],
  findPeople: ['find_people', ['query'], [any]],
  household: ['household', ['household'], ['h']],
  individual: ['individual', ['individual'], ['i']],
  similarPeople: ['similar_people', ['query'], [any]],
  idsLeft: ['ids_left', [], []],
  saveHousehold: ['save_household', ['draft'], [any]],
  saveIndividual: ['save_individual', ['draft'], [any]],
  moveIndividual: ['move_individual', ['area', 'household', 'individual'], ['i', null, 'mill']],
  moveHousehold: ['move_household', ['area', 'household'], ['h', 'mill']],
  markDuplicate: ['mark_duplicate', ['individual', 'of'], ['i', null]],
  unsent: ['unsent', [], []],
  backOnline: ['back_online', [], []],
  restOfSync: ['rest_of_sync', [], []],
  setConnectionCosts: ['set_connection_costs', ['costs'], [true]],
  snooze: ['snooze', ['choice'], [any]],
  endSnooze: ['end_snooze', [], []],
  sync: ['sync', ['progress'], [() => undefined]],
  stopSync: ['stop_sync', [], []],
  contacts: ['contacts', [], []],
  ownWords: ['own_words', [], []],
  units: ['units', [], []],
  syncUnits: ['sync_units', ['discardPending', 'progress', 'units'], [['forms'], false, () => undefined]],
  account: ['account', ['sync'], ['s']],
  history: ['history', [], []],
  maps: ['maps', [], []],
  mapPoints: ['map_points', ['area'], ['a']],
  mapTile: ['map_tile', ['area', 'x', 'y', 'z'], ['a', 1, 0, 1]],
  mapSize: ['map_size', ['area'], ['a']],
  fetchMap: ['fetch_map', ['area', 'progress'], ['a', () => undefined]],
  stopMap: ['stop_map', [], []],
  bringMap: ['bring_map', ['area', 'file'], ['a', '/media/stick/map.mbtiles']],
  removeMap: ['remove_map', ['area'], ['a']],
  route: ['route', ['area'], ['a']],
  planRoute: ['plan_route', ['area', 'wish'], ['a', any]],
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
