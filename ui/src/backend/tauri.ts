/**
 * The backend inside the app: every method is one command of the same name. The only file that imports `@tauri-apps`.
 *
 * Progress comes through a channel that belongs to the one call; the bell is an event without content.
 */
import { Channel, invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { Backend } from './index';
import type { MapProgress } from './generated/MapProgress';
import type { Progress } from './generated/Progress';

const listeners = new Set<() => void>();
let hearing: Promise<unknown> | undefined;

function ring(): void {
  for (const listener of [...listeners]) listener();
}

/** What the system says of the network is never believed, but it is a reason to look sooner. */
function lookNow(): void {
  void invoke('look_now');
}

/** One ear for all screens. It rings once when it begins to hear, because a bell may have rung before. */
function hearBells(): void {
  if (hearing) return;
  hearing = listen('bell', ring).then(ring);
  for (const hint of ['online', 'offline']) window.addEventListener(hint, lookNow);
}

export const tauriBackend: Backend = {
  status: () => invoke('status'),
  onBell(listener) {
    hearBells();
    listeners.add(listener);
    return () => listeners.delete(listener);
  },

  signIn: (form) => invoke('sign_in', { form }),
  signInThroughOrganisation: (server, deviceName) => invoke('sign_in_through_organisation', { server, deviceName }),
  cancelSignIn: () => invoke('cancel_sign_in'),
  suggestCode: (others) => invoke('suggest_code', { others }),
  judgeCode: (code) => invoke('judge_code', { code }),
  proposeCode: (code) => invoke('propose_code', { code }),
  confirmCode: (typed) => invoke('confirm_code', { typed }),
  unlock: (person, code) => invoke('unlock', { person, code }),
  unlockWithKeychain: (person) => invoke('unlock_with_keychain', { person }),
  unlockExpired: (person, code, password) => invoke('unlock_expired', { person, code, password }),
  lock: () => invoke('lock'),
  noteActivity: () => invoke('note_activity'),
  putNoticeAway: () => invoke('put_notice_away'),

  askRelease: (form) => invoke('ask_release', { form }),
  endRelease: () => invoke('end_release'),
  startAgain: (person) => invoke('start_again', { person }),
  sendCopy: (person) => invoke('send_copy', { person }),
  saveRescue: (person, folder) => invoke('save_rescue', { person, folder }),
  settings: () => invoke('settings'),
  setSecondCopy: (folder) => invoke('set_second_copy', { folder }),
  useKeychain: (code) => invoke('use_keychain', { code }),
  leaveKeychain: () => invoke('leave_keychain'),

  contacts: () => invoke('contacts'),
  ownWords: () => invoke('own_words'),
  sessions: () => invoke('sessions'),
  session: (session) => invoke('session', { session }),
  findChildren: (query) => invoke('find_children', { query }),
  child: (child, session) => invoke('child', { child, session }),
  vaccines: (programme) => invoke('vaccines', { programme }),
  batches: (programme) => invoke('batches', { programme }),

  newId: () => invoke('new_id'),
  saveVaccination: (draft) => invoke('save_vaccination', { draft }),
  saveAttendance: (draft) => invoke('save_attendance', { draft }),
  saveNote: (draft) => invoke('save_note', { draft }),
  saveConsent: (draft) => invoke('save_consent', { draft }),
  saveBatch: (draft) => invoke('save_batch', { draft }),
  setDefaultBatch: (choice) => invoke('set_default_batch', { choice }),
  remove: (what) => invoke('remove', { what }),
  undoRemoval: (what) => invoke('undo_removal', { what }),

  forms: () => invoke('forms'),
  openForm: (form, about) => invoke('open_form', { form, about }),
  drafts: () => invoke('drafts'),
  openDraft: (draft, language) => invoke('open_draft', { draft, language }),
  saveDraft: (change) => invoke('save_draft', { change }),
  discardDraft: (draft) => invoke('discard_draft', { draft }),
  restoreDraft: (draft) => invoke('restore_draft', { draft }),
  offer: (ask) => invoke('offer', { ask }),
  beginRow: (draft, group) => invoke('begin_row', { draft, group }),
  carryPreview: (draft, language) => invoke('carry_preview', { draft, language }),
  carryOver: (draft) => invoke('carry_over', { draft }),
  saveEntry: (draft) => invoke('save_entry', { draft }),
  entries: (about) => invoke('entries', { about }),
  entry: (record, language) => invoke('entry', { record, language }),
  keepPicture: (picture) => invoke('keep_picture', { picture }),
  picture: (sha256) => invoke('picture', { sha256 }),
  noteUsed: (what, ms) => invoke('note_used', { what, ms }),
  usage: () => invoke('usage'),
  dashboards: () => invoke('dashboards'),
  dashboard: (dashboard) => invoke('dashboard', { dashboard }),
  findPeople: (query) => invoke('find_people', { query }),
  household: (household) => invoke('household', { household }),
  individual: (individual) => invoke('individual', { individual }),
  similarPeople: (query) => invoke('similar_people', { query }),
  idsLeft: () => invoke('ids_left'),
  saveHousehold: (draft) => invoke('save_household', { draft }),
  saveIndividual: (draft) => invoke('save_individual', { draft }),
  moveIndividual: (individual, household, area) => invoke('move_individual', { individual, household, area }),
  moveHousehold: (household, area) => invoke('move_household', { household, area }),
  markDuplicate: (individual, of) => invoke('mark_duplicate', { individual, of }),

  unsent: () => invoke('unsent'),
  backOnline: () => invoke('back_online'),
  restOfSync: () => invoke('rest_of_sync'),
  setConnectionCosts: (costs) => invoke('set_connection_costs', { costs }),
  snooze: (choice) => invoke('snooze', { choice }),
  endSnooze: () => invoke('end_snooze'),
  sync(onProgress) {
    const progress = new Channel<Progress>();
    progress.onmessage = onProgress;
    return invoke('sync', { progress });
  },
  units: () => invoke('units'),
  syncUnits(units, discardPending, onProgress) {
    const progress = new Channel<Progress>();
    progress.onmessage = onProgress;
    return invoke('sync_units', { units, discardPending, progress });
  },
  stopSync: () => invoke('stop_sync'),
  account: (sync) => invoke('account', { sync }),
  history: () => invoke('history'),

  maps: () => invoke('maps'),
  mapPoints: (area) => invoke('map_points', { area }),
  mapTile: (area, z, x, y) => invoke('map_tile', { area, z, x, y }),
  mapSize: (area) => invoke('map_size', { area }),
  fetchMap(area, onProgress) {
    const progress = new Channel<MapProgress>();
    progress.onmessage = onProgress;
    return invoke('fetch_map', { area, progress });
  },
  stopMap: () => invoke('stop_map'),
  bringMap: (area, file) => invoke('bring_map', { area, file }),
  removeMap: (area) => invoke('remove_map', { area }),
  route: (area) => invoke('route', { area }),
  planRoute: (area, wish) => invoke('plan_route', { area, wish }),

  print: () => invoke('print'),
  cutDemoLink: (cut) => invoke('cut_demo_link', { cut }),
};
