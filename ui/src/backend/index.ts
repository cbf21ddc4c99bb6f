/**
 * The UI's only door to Rust. Screens know this interface and nothing behind it: `tauri.ts` speaks to the app,
 * `memory/` plays it in a browser and in tests.
 *
 * Refusals are thrown as `CommandError`; screens turn its code into words.
 */
import type { Account } from './generated/Account';
import type { AttendanceDraft } from './generated/AttendanceDraft';
import type { BackOnline } from './generated/BackOnline';
import type { BatchDraft } from './generated/BatchDraft';
import type { BatchRow } from './generated/BatchRow';
import type { ChildPage } from './generated/ChildPage';
import type { ChildQuery } from './generated/ChildQuery';
import type { ChildRow } from './generated/ChildRow';
import type { ConsentDraft } from './generated/ConsentDraft';
import type { DefaultBatch } from './generated/DefaultBatch';
import type { EntryRow } from './generated/EntryRow';
import type { NoteDraft } from './generated/NoteDraft';
import type { Programme } from './generated/Programme';
import type { Progress } from './generated/Progress';
import type { RecordId } from './generated/RecordId';
import type { RecordRef } from './generated/RecordRef';
import type { Saved } from './generated/Saved';
import type { SessionCard } from './generated/SessionCard';
import type { SessionPage } from './generated/SessionPage';
import type { SignInForm } from './generated/SignInForm';
import type { SnoozeChoice } from './generated/SnoozeChoice';
import type { Status } from './generated/Status';
import type { SyncId } from './generated/SyncId';
import type { SyncLine } from './generated/SyncLine';
import type { VaccinationDraft } from './generated/VaccinationDraft';
import type { VaccineRow } from './generated/VaccineRow';

export interface Backend {
  /** Where the app stands. */
  status(): Promise<Status>;
  /** Rings, without content, whenever something may have changed. Gives the way to stop listening. */
  onBell(listener: () => void): () => void;

  /** First sign-in on this device (sets the offline code), or again after the session is over. */
  signIn(form: SignInForm): Promise<void>;
  unlock(code: string): Promise<void>;
  lock(): Promise<void>;

  sessions(): Promise<SessionCard[]>;
  session(session: RecordId): Promise<SessionPage>;
  findChildren(query: ChildQuery): Promise<ChildRow[]>;
  child(child: RecordId, session: RecordId | null): Promise<ChildPage>;
  vaccines(programme: Programme): Promise<VaccineRow[]>;
  batches(programme: Programme): Promise<BatchRow[]>;

  /** A fresh id for a form that opens, so that saving twice edits one record. */
  newId(): Promise<RecordId>;
  /** Each answers once record and outbox row are on the disk. */
  saveVaccination(draft: VaccinationDraft): Promise<Saved>;
  saveAttendance(draft: AttendanceDraft): Promise<Saved>;
  saveNote(draft: NoteDraft): Promise<Saved>;
  saveConsent(draft: ConsentDraft): Promise<Saved>;
  saveBatch(draft: BatchDraft): Promise<Saved>;
  setDefaultBatch(choice: DefaultBatch): Promise<void>;
  /** A removal is a change like any other; until it is sent it can be undone. */
  remove(what: RecordRef): Promise<Saved>;
  undoRemoval(what: RecordRef): Promise<Saved>;

  unsent(): Promise<EntryRow[]>;
  backOnline(): Promise<BackOnline>;
  snooze(choice: SnoozeChoice): Promise<void>;
  endSnooze(): Promise<void>;
  /** One sync (or the first download); resolves with its account however it ended. */
  sync(onProgress: (progress: Progress) => void): Promise<Account>;
  stopSync(): Promise<void>;
  account(sync: SyncId): Promise<Account>;
  history(): Promise<SyncLine[]>;

  /** Opens the system's print dialogue, which can save as PDF. */
  print(): Promise<void>;
  /** The demo's switch that cuts the link for real. */
  cutDemoLink(cut: boolean): Promise<void>;
}
