/**
 * The UI's only door to Rust. Screens know this interface and nothing behind it: `tauri.ts` speaks to the app,
 * `memory/` plays it in a browser and in tests.
 *
 * Refusals are thrown as `CommandError`; screens turn its code into words.
 */
import type { Account } from './generated/Account';
import type { AttendanceDraft } from './generated/AttendanceDraft';
import type { AreaMap } from './generated/AreaMap';
import type { BackOnline } from './generated/BackOnline';
import type { BatchDraft } from './generated/BatchDraft';
import type { BatchRow } from './generated/BatchRow';
import type { CarryPreview } from './generated/CarryPreview';
import type { ChildPage } from './generated/ChildPage';
import type { ChildQuery } from './generated/ChildQuery';
import type { ChildRow } from './generated/ChildRow';
import type { CodeStrength } from './generated/CodeStrength';
import type { ConsentDraft } from './generated/ConsentDraft';
import type { ContactRow } from './generated/ContactRow';
import type { DefaultBatch } from './generated/DefaultBatch';
import type { DraftCard } from './generated/DraftCard';
import type { DraftChange } from './generated/DraftChange';
import type { EntryAbout } from './generated/EntryAbout';
import type { EntryCard } from './generated/EntryCard';
import type { EntryPage } from './generated/EntryPage';
import type { EntryRow } from './generated/EntryRow';
import type { Filled } from './generated/Filled';
import type { FormCard } from './generated/FormCard';
import type { FormPlace } from './generated/FormPlace';
import type { HandedIn } from './generated/HandedIn';
import type { KeptPicture } from './generated/KeptPicture';
import type { MapPoint } from './generated/MapPoint';
import type { MapProgress } from './generated/MapProgress';
import type { HouseholdDraft } from './generated/HouseholdDraft';
import type { HouseholdPage } from './generated/HouseholdPage';
import type { IndividualDraft } from './generated/IndividualDraft';
import type { IndividualPage } from './generated/IndividualPage';
import type { NoteDraft } from './generated/NoteDraft';
import type { Offer } from './generated/Offer';
import type { OfferAsk } from './generated/OfferAsk';
import type { OfflineWords } from './generated/OfflineWords';
import type { OwnWord } from './generated/OwnWord';
import type { OpenDraft } from './generated/OpenDraft';
import type { Picture } from './generated/Picture';
import type { DashboardLine } from './generated/DashboardLine';
import type { DashboardPage } from './generated/DashboardPage';
import type { PeopleFound } from './generated/PeopleFound';
import type { PeopleQuery } from './generated/PeopleQuery';
import type { Programme } from './generated/Programme';
import type { Progress } from './generated/Progress';
import type { RecordId } from './generated/RecordId';
import type { RecordRef } from './generated/RecordRef';
import type { ReleaseForm } from './generated/ReleaseForm';
import type { RescueSaved } from './generated/RescueSaved';
import type { Rest } from './generated/Rest';
import type { Route } from './generated/Route';
import type { RouteWish } from './generated/RouteWish';
import type { Saved } from './generated/Saved';
import type { SessionCard } from './generated/SessionCard';
import type { SessionPage } from './generated/SessionPage';
import type { SettingsCard } from './generated/SettingsCard';
import type { SignInForm } from './generated/SignInForm';
import type { Similar } from './generated/Similar';
import type { SimilarQuery } from './generated/SimilarQuery';
import type { SnoozeChoice } from './generated/SnoozeChoice';
import type { Status } from './generated/Status';
import type { SyncId } from './generated/SyncId';
import type { SyncLine } from './generated/SyncLine';
import type { Unit } from './generated/Unit';
import type { UnitRow } from './generated/UnitRow';
import type { UserId } from './generated/UserId';
import type { UsageCard } from './generated/UsageCard';
import type { Used } from './generated/Used';
import type { VaccinationDraft } from './generated/VaccinationDraft';
import type { VaccineRow } from './generated/VaccineRow';

export interface Backend {
  /** Where the app stands. */
  status(): Promise<Status>;
  /** Rings, without content, whenever something may have changed. Gives the way to stop listening. */
  onBell(listener: () => void): () => void;

  /** Signing in for the first time, which leads on to choosing a code; or again after the session is over. */
  signIn(form: SignInForm): Promise<void>;
  /** Begins a sign-in in the person's own browser; how it goes on is in the status. */
  signInThroughOrganisation(server: string, deviceName: string): Promise<void>;
  /** Not after all, whichever way it was begun. */
  cancelSignIn(): Promise<void>;
  /** The words that will open this device offline: those shown before, or others. */
  suggestCode(others: boolean): Promise<OfflineWords>;
  judgeCode(code: string): Promise<CodeStrength>;
  /** A passphrase of one's own instead of the words. */
  proposeCode(code: string): Promise<void>;
  /** The code once more, as typed: only now something is kept on this device. */
  confirmCode(typed: string): Promise<void>;
  unlock(person: UserId, code: string): Promise<void>;
  /** After a start of the app, where the person wished it: without the code. */
  unlockWithKeychain(person: UserId): Promise<void>;
  /** After too long without contact: the password beside the code. */
  unlockExpired(person: UserId, code: string, password: string): Promise<void>;
  lock(): Promise<void>;
  /** Somebody touched the screen. */
  noteActivity(): Promise<void>;
  /** What was told first has been read. */
  putNoticeAway(): Promise<void>;

  /** A forgotten code: asks support; how it goes on is in the status. */
  askRelease(form: ReleaseForm): Promise<void>;
  endRelease(): Promise<void>;
  /** Puts aside, and keeps, data that does not open. */
  startAgain(person: UserId): Promise<void>;
  /** Sends another person's sealed records. */
  sendCopy(person: UserId): Promise<HandedIn>;
  /** Everything unsent, sealed into one file. Without a person: of who works here. */
  saveRescue(person: UserId | null, folder: string): Promise<RescueSaved>;
  settings(): Promise<SettingsCard>;
  setSecondCopy(folder: string | null): Promise<void>;
  /** Lets the computer's keychain open the work too: the code once more. */
  useKeychain(code: string): Promise<void>;
  leaveKeychain(): Promise<void>;

  /** Whom to ring; also while nobody is in. */
  contacts(): Promise<ContactRow[]>;
  /** What campaigns say instead of the app's own words; nothing while nobody is in. */
  ownWords(): Promise<OwnWord[]>;
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

  /** The forms that new entries are made with. */
  forms(): Promise<FormCard[]>;
  /** Begins a draft with the form of today. It is listed once something is filled in. */
  openForm(form: string, about: EntryAbout): Promise<RecordId>;
  drafts(): Promise<DraftCard[]>;
  openDraft(draft: RecordId, language: string): Promise<OpenDraft>;
  /** Answers once the whole draft is on the disk, with how it stands. */
  saveDraft(change: DraftChange): Promise<Filled>;
  /** Until it is cleared away, a day later, it can be brought back. */
  discardDraft(draft: RecordId): Promise<void>;
  restoreDraft(draft: RecordId): Promise<void>;
  /** What a long list offers for what was typed. */
  offer(ask: OfferAsk): Promise<Offer>;
  /** What stands in the next row of a group. */
  beginRow(draft: RecordId, group: FormPlace): Promise<Record<string, unknown>>;
  carryPreview(draft: RecordId, language: string): Promise<CarryPreview>;
  carryOver(draft: RecordId): Promise<void>;
  /** The draft becomes an entry. Answers once record and outbox row are on the disk, and the draft is not. */
  saveEntry(draft: RecordId): Promise<Saved>;
  /** Of everybody, or about a household or an individual; newest first. */
  entries(about: EntryAbout): Promise<EntryCard[]>;
  entry(record: RecordId, language: string): Promise<EntryPage>;
  /** Keeps a picture, encrypted; it is handed in with the entry that names it. */
  keepPicture(picture: Picture): Promise<KeptPicture>;
  picture(sha256: string): Promise<Picture>;
  /** Something was used; kept only where the organisation has it counted. */
  noteUsed(what: Used, ms: number): Promise<void>;
  /** What of that waits to be sent. */
  usage(): Promise<UsageCard>;
  /** The figures of the campaigns on this device; one of them, with what is not sent yet beside it. */
  dashboards(): Promise<DashboardLine[]>;
  dashboard(dashboard: RecordId): Promise<DashboardPage>;
  /** Households and people by name, address, number and place; their pages; who may be here already. */
  findPeople(query: PeopleQuery): Promise<PeopleFound>;
  household(household: RecordId): Promise<HouseholdPage>;
  individual(individual: RecordId): Promise<IndividualPage>;
  similarPeople(query: SimilarQuery): Promise<Similar[]>;
  /** How many ids from the pool are left on this device. */
  idsLeft(): Promise<number>;
  saveHousehold(draft: HouseholdDraft): Promise<Saved>;
  saveIndividual(draft: IndividualDraft): Promise<Saved>;
  /** To a household, or to none of that area. */
  moveIndividual(individual: RecordId, household: RecordId | null, area: string): Promise<Saved>;
  moveHousehold(household: RecordId, area: string): Promise<Saved>;
  /** She was registered before, as that person; null: after all she was not. */
  markDuplicate(individual: RecordId, of: RecordId | null): Promise<Saved>;

  unsent(): Promise<EntryRow[]>;
  backOnline(): Promise<BackOnline>;
  /** About how much would come beside the essentials; the maps are weighed by the service. */
  restOfSync(): Promise<Rest>;
  /** Holds for as long as the connection of now does. */
  setConnectionCosts(costs: boolean): Promise<void>;
  snooze(choice: SnoozeChoice): Promise<void>;
  endSnooze(): Promise<void>;
  /** One sync (or the first download); resolves with its account however it ended. */
  sync(onProgress: (progress: Progress) => void): Promise<Account>;
  /** How each part of a sync ended last. */
  units(): Promise<UnitRow[]>;
  /** Some parts alone. Resolves with the sync where something was sent, and with nothing where they wait for their turn. */
  syncUnits(units: Unit[], discardPending: boolean, onProgress: (progress: Progress) => void): Promise<SyncId | null>;
  stopSync(): Promise<void>;
  account(sync: SyncId): Promise<Account>;
  history(): Promise<SyncLine[]>;

  /** The areas of this person, each with its map where there is one. */
  maps(): Promise<AreaMap[]>;
  /** Households that have a place, and who was visited. */
  mapPoints(area: string): Promise<MapPoint[]>;
  /** A tile, unpacked; no bytes where the map has nothing there. */
  mapTile(area: string, z: number, x: number, y: number): Promise<ArrayBuffer>;
  /** What the map would come to, as the service says; nothing is fetched. */
  mapSize(area: string): Promise<MapProgress>;
  /** Resolves when the new map is complete and in use. */
  fetchMap(area: string, onProgress: (progress: MapProgress) => void): Promise<void>;
  stopMap(): Promise<void>;
  bringMap(area: string, file: string): Promise<void>;
  removeMap(area: string): Promise<void>;
  /** Today's route, with what was registered since joined by straight lines. */
  route(area: string): Promise<Route | null>;
  planRoute(area: string, wish: RouteWish): Promise<Route>;

  /** Opens the system's print dialogue, which can save as PDF. */
  print(): Promise<void>;
  /** The demo's switch that cuts the link for real. */
  cutDemoLink(cut: boolean): Promise<void>;
}
