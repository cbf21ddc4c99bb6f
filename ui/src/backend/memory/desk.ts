/**
 * The backend of the invented world: the same promises as the app's, kept in memory.
 *
 * How a sync plays out stands in `play.ts`, what is written down in `book.ts`, what is shown in `view.ts`.
 */
import type { Backend } from '../index';
import type { Account } from '../generated/Account';
import type { AttendanceDraft } from '../generated/AttendanceDraft';
import type { BackOnline } from '../generated/BackOnline';
import type { BatchDraft } from '../generated/BatchDraft';
import type { BatchRow } from '../generated/BatchRow';
import type { ChildQuery } from '../generated/ChildQuery';
import type { Connection } from '../generated/Connection';
import type { ConsentDraft } from '../generated/ConsentDraft';
import type { DefaultBatch } from '../generated/DefaultBatch';
import type { ErrorCode } from '../generated/ErrorCode';
import type { HandedIn } from '../generated/HandedIn';
import type { LockReason } from '../generated/LockReason';
import type { MapProgress } from '../generated/MapProgress';
import type { NoteDraft } from '../generated/NoteDraft';
import type { Programme } from '../generated/Programme';
import type { Progress } from '../generated/Progress';
import type { RecordRef } from '../generated/RecordRef';
import type { ReleaseForm } from '../generated/ReleaseForm';
import type { RescueSaved } from '../generated/RescueSaved';
import type { Rest } from '../generated/Rest';
import type { RouteWish } from '../generated/RouteWish';
import type { SettingsCard } from '../generated/SettingsCard';
import type { SignInForm } from '../generated/SignInForm';
import type { SnoozeChoice } from '../generated/SnoozeChoice';
import type { SpaceCard } from '../generated/SpaceCard';
import type { Stage } from '../generated/Stage';
import type { Status } from '../generated/Status';
import type { SyncLine } from '../generated/SyncLine';
import type { ContactRow } from '../generated/ContactRow';
import type { OwnWord } from '../generated/OwnWord';
import type { SyncId } from '../generated/SyncId';
import type { Unit } from '../generated/Unit';
import type { UnitRow } from '../generated/UnitRow';
import type { Unsent } from '../generated/Unsent';
import type { HouseholdDraft } from '../generated/HouseholdDraft';
import type { IndividualDraft } from '../generated/IndividualDraft';
import type { PeopleQuery } from '../generated/PeopleQuery';
import type { SimilarQuery } from '../generated/SimilarQuery';
import type { Used } from '../generated/Used';
import type { UsedRow } from '../generated/UsedRow';
import type { VaccinationDraft } from '../generated/VaccinationDraft';
import type { DraftChange } from '../generated/DraftChange';
import type { EntryAbout } from '../generated/EntryAbout';
import type { OfferAsk } from '../generated/OfferAsk';
import type { Picture } from '../generated/Picture';
import { Book } from './book';
import { Figures } from './dashboards';
import { Forms } from './forms';
import { Village } from './map';
import { People } from './people';
import { Play } from './play';
import { NADIA, PASSWORD, Porch } from './porch';
import { refusal } from './refusal';
import type { PlannedEnd, Start } from './states';
import { dayText, momentText } from './time';
import { View } from './view';
import { buildWorld, person, vaccines } from './world';

export { CODE, PASSWORD } from './porch';

export class Desk implements Backend {
  readonly book: Book;
  readonly view: View;
  readonly porch: Porch;
  /** The forms of the invented world. */
  readonly campaign = new Forms(
    () => this.ring(),
    (about) => this.people.who(about),
  );
  readonly village: Village;
  /** Households and people of the invented world. */
  readonly people = new People(() => this.ring());
  /** What was used; and whether the organisation has it counted. */
  private used: UsedRow[] = [];
  counted = true;
  /** What the invented campaign has counted. */
  readonly figures = new Figures();
  /** Seconds left before it locks by itself; for tests. */
  locksIn: number | null = null;
  mustLock: LockReason | null = null;
  /** What a campaign says instead of the app's own words; for tests. */
  words: OwnWord[] = [];
  space: SpaceCard;
  connection: Connection;
  end: PlannedEnd;
  private stage: Stage;
  private listeners = new Set<() => void>();
  private snoozed: { until: Date | null } | null;
  private settled = true;
  private triesLeft = 5;
  private waitUntil: number;
  private defaults = new Map<string, string>();
  private parts = new Map<Unit, UnitRow>();
  private accounts: Account[] = [];
  private costs = false;
  private playing: Play | null = null;
  private failures: number;
  private cut: boolean | null;
  private lastSynced: string | null;

  constructor(private start: Start) {
    const now = new Date();
    const today = dayText(now);
    const world = buildWorld(today);
    this.book = new Book(world, today, () => this.ring());
    this.view = new View(world, () => this.book.entries, today);
    this.stage = start.stage;
    this.porch = new Porch(!start.shared, start.stage === 'sign_in', () => this.ring());
    this.village = new Village(
      () => this.connection === 'online',
      () => this.ring(),
    );
    this.space = { free_bytes: start.freeBytes, low: start.freeBytes < 500_000_000, reserve_used: start.freeBytes < 5_000_000 };
    this.porch.notice = start.notice;
    if (start.damaged) this.porch.people = this.porch.people.map((each) => ({ ...each, sound: false }));
    if (start.expired) this.porch.people = this.porch.people.map((each) => ({ ...each, expired: true }));
    this.porch.keychain = start.keychain;
    if (start.keychain === 'on') this.porch.people = this.porch.people.map((each) => ({ ...each, keychain: each.person === NADIA }));
    if (start.choosing) this.porch.choosing = { name: person.name, released: start.choosing === 'released' };
    this.connection = start.connection;
    this.end = start.end;
    this.failures = start.failures;
    this.cut = start.demo ? false : null;
    this.waitUntil = Date.now() + start.waitSeconds * 1000;
    this.snoozed =
      start.snoozedMinutes === null
        ? null
        : { until: start.snoozedMinutes === 'only_when_asked' ? null : new Date(now.getTime() + start.snoozedMinutes * 60_000) };
    this.lastSynced =
      start.stage === 'sign_in' || start.stage === 'first_download' ? null : momentText(new Date(now.getTime() - 19 * 3600_000));
    if (start.work) {
      this.accounts = this.book.earlierSyncs(now);
      this.book.dayOfWork(this.view, now);
    }
  }

  /** The link changes by itself; for tests and for the demo's switch. */
  setConnection(connection: Connection, settled = true): void {
    if (connection !== 'online') this.costs = false;
    this.connection = connection;
    this.settled = settled;
    this.ring();
  }

  status(): Promise<Status> {
    const open = this.stage === 'open';
    if (this.snoozed?.until && this.snoozed.until.getTime() <= Date.now()) this.snoozed = null;
    const unsent = this.unsentNow();
    return Promise.resolve({
      ...this.porchNow(),
      person: open || this.stage === 'first_download' ? person : null,
      must_lock: this.mustLock,
      wipe_waits: open && this.start.wipeWaits,
      locks_in_seconds: open ? this.locksIn : null,
      space: this.space,
      rescue_folder: '/home/nadia/Documents',
      connection: this.connection,
      unsent,
      last_synced_at: this.lastSynced,
      snooze: this.snoozed ? { until: this.snoozed.until ? momentText(this.snoozed.until) : null } : null,
      ask_to_sync: open && this.connection === 'online' && this.settled && !this.snoozed && unsent.changes > 0 && !this.playing,
      syncing: this.playing !== null,
      failures_in_a_row: this.failures,
      failures_before_contact: 3,
      minimum_display_ms: this.start.minimumDisplayMs,
      snooze_minutes: [15, 60],
      clock_wrong_seconds: this.start.clockWrongSeconds,
      today: this.book.today,
      app_version: '0.1.0',
      server: 'https://daybook.larkshire.example',
      device_name: this.stage === 'sign_in' ? '' : 'Nadia’s laptop',
      demo_link_cut: this.cut,
    });
  }

  onBell(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async signIn(form: SignInForm): Promise<void> {
    await this.pause();
    if (this.connection === 'offline') throw refusal('offline');
    if (form.password !== PASSWORD) throw refusal('wrong_credentials');
    if (this.stage === 'sign_in' || this.stage === 'unlock') {
      if (!form.set_aside && this.porch.people.some((each) => each.username === form.username)) throw refusal('already_here');
      this.porch.choosing = { name: person.name, released: false };
    }
    if (this.end === 'sign_in_again') this.end = 'completed';
    this.ring();
  }

  signInThroughOrganisation(): Promise<void> {
    this.porch.browser = { words: 'K7Q-4MX', address: 'https://sign-in.larkshire.example/authorise', failed: null };
    this.ring();
    return Promise.resolve();
  }

  /** How it ended in the browser: with a reason why nobody came in, or with none. */
  browserEnds(failed: ErrorCode | null): void {
    const { browser } = this.porch;
    this.porch.browser = browser && failed ? { ...browser, failed } : null;
    if (!failed && this.end === 'sign_in_again') this.end = 'completed';
    this.ring();
  }

  cancelSignIn = () =>
    this.saving(() => {
      this.porch.choosing = null;
      this.porch.browser = null;
      this.ring();
    });

  suggestCode = (others: boolean) => this.saving(() => this.porch.suggest(others));
  judgeCode = (code: string) => Promise.resolve(this.porch.judge(code));
  proposeCode = (code: string) => this.saving(() => this.porch.propose(code));

  async confirmCode(typed: string): Promise<void> {
    await this.pause();
    const { released = false } = this.porch.choosing ?? {};
    this.porch.confirm(typed);
    this.comesIn(released ? 'open' : 'first_download');
  }

  async unlock(of: string, code: string): Promise<void> {
    await this.pause();
    this.tryCode(code);
    if (!this.porch.person(of).sound) throw refusal('damaged');
    this.comesIn('open');
  }

  /** Counted here, whatever the code is asked for. */
  private tryCode(code: string): void {
    if (this.waitLeft() > 0) throw refusal('wait', { wait_seconds: this.waitLeft() });
    if (code !== this.porch.code) {
      this.triesLeft--;
      if (this.triesLeft > 0) throw refusal('wrong_code', { tries_left: this.triesLeft });
      this.triesLeft = 1;
      this.waitUntil = Date.now() + 30_000;
      throw refusal('wait', { wait_seconds: 30 });
    }
    this.triesLeft = 5;
  }

  async unlockWithKeychain(of: string): Promise<void> {
    await this.pause();
    if (this.porch.keychain === 'absent') throw refusal('no_keychain');
    if (!this.porch.person(of).keychain) throw refusal('keychain_refused');
    this.comesIn('open');
  }

  useKeychain = (code: string) =>
    this.saving(() => {
      if (this.porch.keychain === 'not_allowed') throw refusal('not_allowed');
      this.tryCode(code);
      if (this.porch.keychain === 'absent') throw refusal('no_keychain');
      this.porch.keychain = 'on';
      this.ring();
    });
  leaveKeychain = () =>
    this.saving(() => {
      this.porch.keychain = 'off';
      this.ring();
    });

  async unlockExpired(of: string, code: string, password: string): Promise<void> {
    if (this.connection === 'offline') throw refusal('offline');
    if (password !== PASSWORD) throw refusal('wrong_credentials');
    await this.unlock(of, code);
  }

  lock(): Promise<void> {
    if (this.mustLock) this.porch.notice = { kind: this.mustLock === 'team' ? 'locked_by_team' : 'blocked' };
    this.mustLock = null;
    this.porch.people = this.porch.people.map((each) => ({ ...each, keychain: false }));
    this.stage = 'unlock';
    this.ring();
    return Promise.resolve();
  }

  /** Nobody touched it for too long; for tests. */
  locksByItself(): void {
    this.porch.notice = { kind: 'locked_idle', person: NADIA };
    this.locksIn = null;
    void this.lock();
  }

  noteActivity(): Promise<void> {
    this.locksIn = null;
    this.ring();
    return Promise.resolve();
  }

  putNoticeAway(): Promise<void> {
    this.porch.notice = null;
    this.ring();
    return Promise.resolve();
  }

  askRelease = (form: ReleaseForm) => this.saving(() => this.porch.askRelease(form));
  endRelease = () =>
    this.saving(() => {
      this.porch.release = null;
      this.ring();
    });
  startAgain = (of: string) => this.saving(() => this.porch.startAgain(of));
  sendCopy = (of: string): Promise<HandedIn> => this.saving(() => this.porch.sendCopy(of));
  saveRescue = (of: string | null, folder: string): Promise<RescueSaved> =>
    this.saving(() =>
      this.porch.rescue(
        folder,
        of === null ? this.unsentNow().changes : this.porch.person(of).waiting,
        of === null ? this.campaign.unsentPictures() : 0,
        of !== null,
      ),
    );
  settings = (): Promise<SettingsCard> => Promise.resolve(this.porch.card(this.unsentNow().changes));
  setSecondCopy = (folder: string | null) =>
    this.saving(() => {
      if (folder !== null && !folder.startsWith('/')) throw refusal('folder_not_writable');
      this.porch.secondCopy = folder;
    });

  ownWords = (): Promise<OwnWord[]> => Promise.resolve(this.stage === 'open' ? this.words : []);
  contacts = (): Promise<ContactRow[]> =>
    Promise.resolve([
      { name: 'Dr Lúcia Sitoe', role: 'Doctor on call', phone: '01632 960201', area: 'Mangueira' },
      { name: 'Ambulance', role: null, phone: '01632 960203', area: null },
    ]);
  sessions = () => Promise.resolve(this.start.fieldwork ? [] : this.book.world.sessions.map((session) => this.view.card(session)));

  async session(id: string) {
    const session = this.view.session(id);
    if (!session) throw refusal('not_found');
    return Promise.resolve({ card: this.view.card(session), children: this.view.ofSession(session).map((child) => this.view.row(child)) });
  }

  findChildren = (query: ChildQuery) => Promise.resolve(this.view.find(query));

  async child(id: string, session: string | null) {
    const child = this.view.child(id);
    if (!child) throw refusal('not_found');
    return Promise.resolve(this.view.page(child, session ? this.view.session(session) : undefined));
  }

  vaccines = (programme: Programme) => Promise.resolve(vaccines.filter((vaccine) => vaccine.programme === programme));

  batches = (programme: Programme): Promise<BatchRow[]> =>
    Promise.resolve(
      this.book.world.batches
        .filter((batch) => batch.vaccine.programme === programme && batch.expiry >= this.book.today)
        .sort((a, b) => a.expiry.localeCompare(b.expiry))
        .map((batch) => ({ ...batch, default_today: this.defaults.get(`${programme}/${batch.vaccine.method}`) === batch.id })),
    );

  newId = () => Promise.resolve(crypto.randomUUID());
  saveVaccination = (draft: VaccinationDraft) => this.saving(() => this.book.vaccination(draft));
  saveAttendance = (draft: AttendanceDraft) => this.saving(() => this.book.attendance(draft));
  saveNote = (draft: NoteDraft) => this.saving(() => this.book.note(draft));
  saveConsent = (draft: ConsentDraft) => this.saving(() => this.book.consent(draft));
  saveBatch = (draft: BatchDraft) => this.saving(() => this.book.batch(draft));
  remove = (what: RecordRef) => this.saving(() => this.people.remove(what) ?? this.book.remove(what));
  undoRemoval = (what: RecordRef) => this.saving(() => this.people.remove(what, true) ?? this.book.undoRemoval(what));

  noteUsed = (what: Used) => {
    const row = this.used.find((each) => each.what === what);
    if (row) row.times++;
    else this.used.push({ what, times: 1 });
    return Promise.resolve();
  };
  usage = () => Promise.resolve({ counted: this.counted, waiting: this.used.map((row) => ({ ...row })), dropped: 0 });
  dashboards = () => this.saving(() => this.figures.lines());
  dashboard = (id: string) => this.saving(() => this.figures.page(id, this.unsentNow().changes > 0));
  findPeople = (query: PeopleQuery) => this.saving(() => this.people.find(query));
  household = (household: string) => this.saving(() => this.people.household(household));
  individual = (individual: string) => this.saving(() => this.people.individual(individual));
  similarPeople = (query: SimilarQuery) => this.saving(() => this.people.similar(query));
  idsLeft = () => this.saving(() => this.people.idsLeft);
  saveHousehold = (draft: HouseholdDraft) => this.saving(() => this.people.saveHousehold(draft));
  saveIndividual = (draft: IndividualDraft) => this.saving(() => this.people.saveIndividual(draft));
  moveIndividual = (individual: string, household: string | null, area: string) =>
    this.saving(() => this.people.move(individual, household, area));
  moveHousehold = (household: string, area: string) => this.saving(() => this.people.moveHousehold(household, area));
  markDuplicate = (individual: string, of: string | null) => this.saving(() => this.people.mark(individual, of));

  setDefaultBatch(choice: DefaultBatch): Promise<void> {
    const place = `${choice.programme}/${choice.method}`;
    if (choice.batch) this.defaults.set(place, choice.batch);
    else this.defaults.delete(place);
    this.ring();
    return Promise.resolve();
  }

  forms = () => this.saving(() => this.campaign.forms());
  openForm = (form: string, about: EntryAbout) => this.saving(() => this.campaign.open(form, about));
  drafts = () => this.saving(() => this.campaign.list());
  openDraft = (draft: string) => this.saving(() => this.campaign.draft(draft));
  saveDraft = (change: DraftChange) => this.saving(() => this.campaign.save(change));
  discardDraft = (draft: string) => this.saving(() => this.campaign.discard(draft, true));
  restoreDraft = (draft: string) => this.saving(() => this.campaign.discard(draft, false));
  offer = (ask: OfferAsk) => this.saving(() => this.campaign.offer(ask));
  beginRow = () => Promise.resolve({});
  carryPreview = (draft: string) => this.saving(() => this.campaign.carryPreview(draft));
  carryOver = (draft: string) => this.saving(() => this.campaign.carryOver(draft));
  saveEntry = (draft: string) => this.saving(() => this.campaign.enter(draft));
  entries = (about: EntryAbout) => this.saving(() => this.campaign.entries(about));
  entry = (record: string) => this.saving(() => this.campaign.entry(record));
  keepPicture = (picture: Picture) => this.campaign.keep(picture);
  picture = (sha256: string) => this.saving(() => this.campaign.picture(sha256));

  unsent = () => Promise.resolve(this.book.waiting().sort((a, b) => b.at.localeCompare(a.at)));

  backOnline(): Promise<BackOnline> {
    const unsent = this.unsentNow();
    return Promise.resolve({
      unsent,
      bytes: 1200 + unsent.changes * 410,
      seconds: this.connection === 'online' ? Math.ceil(4 + unsent.changes / 3) : null,
      spare: this.connection !== 'online' ? null : this.costs ? 'costs' : this.start.slow ? 'slow' : null,
      costs: this.costs,
    });
  }

  /** A map of eleven megabytes, some words, and a route whose size nobody knows. */
  restOfSync = (): Promise<Rest> =>
    Promise.resolve({
      parts: [
        { unit: 'translations', bytes: 60_000 },
        { unit: 'map', bytes: 11_000_000 },
        { unit: 'routes', bytes: null },
      ],
      bytes: 11_060_000,
      seconds: 540,
    });

  setConnectionCosts(costs: boolean): Promise<void> {
    this.costs = costs;
    this.ring();
    return Promise.resolve();
  }

  snooze(choice: SnoozeChoice): Promise<void> {
    const later = new Date();
    if (later.getHours() < 13) later.setHours(13, 0, 0);
    else later.setHours(24 + 8, 0, 0);
    const until = choice.kind === 'minutes' ? new Date(Date.now() + choice.minutes * 60_000) : choice.kind === 'later' ? later : null;
    this.snoozed = { until };
    this.ring();
    return Promise.resolve();
  }

  endSnooze(): Promise<void> {
    this.snoozed = null;
    this.ring();
    return Promise.resolve();
  }

  async sync(onProgress: (progress: Progress) => void): Promise<Account> {
    if (this.playing) throw refusal('busy');
    const end: PlannedEnd =
      this.connection === 'offline'
        ? 'link_lost'
        : this.connection === 'not_our_service' || this.connection === 'service_failing'
          ? this.connection
          : this.end;
    const playing = new Play(this.book, { end, first: this.stage === 'first_download', pace: this.start.pace }, onProgress);
    this.playing = playing;
    this.ring();
    const account = await playing.run();
    this.playing = null;
    this.accounts.unshift(account);
    if (account.end === 'device_blocked') this.mustLock = 'blocked';
    if (account.end === 'completed') {
      this.failures = 0;
      this.lastSynced = account.ended_at;
      if (this.stage === 'first_download') this.stage = 'open';
    } else if (account.end !== 'stopped') this.failures++;
    this.ring();
    return account;
  }

  units = (): Promise<UnitRow[]> => Promise.resolve([...this.parts.values()]);

  async syncUnits(units: Unit[], _discardPending: boolean, onProgress: (progress: Progress) => void): Promise<SyncId | null> {
    if (this.connection === 'offline') throw refusal('offline');
    const sends = units.some((unit) => unit === 'records' || unit === 'people');
    const account = sends ? await this.sync(onProgress) : null;
    for (const unit of units)
      this.parts.set(unit, { unit, succeeded_at: momentText(new Date()), failed_at: null, failure: null, asked: false });
    this.ring();
    return account?.sync ?? null;
  }

  stopSync(): Promise<void> {
    this.playing?.stop();
    return Promise.resolve();
  }

  async account(sync: string): Promise<Account> {
    const account = this.accounts.find((each) => each.sync === sync);
    if (!account) throw refusal('not_found');
    return Promise.resolve(account);
  }

  history = (): Promise<SyncLine[]> =>
    Promise.resolve(
      this.accounts.map(({ sync, started_at, ended_at, end, total, received, with_support, fetched }) => ({
        sync,
        started_at,
        ended_at,
        end,
        total,
        received,
        with_support: with_support.length,
        fetched,
      })),
    );

  maps = () => this.played(() => this.village.maps());
  mapPoints = () => this.played(() => this.village.points);
  mapTile = () => Promise.resolve(new ArrayBuffer(0));
  mapSize = () => this.played(() => this.village.size());
  fetchMap = (_area: string, onProgress: (progress: MapProgress) => void) => this.village.fetch(onProgress);
  stopMap = () => this.played(() => this.village.stop());
  bringMap = (_area: string, file: string) => this.played(() => this.village.bring(file));
  removeMap = () => this.played(() => this.village.remove());
  route = () => this.played(() => this.village.route());
  planRoute = (_area: string, wish: RouteWish) => this.played(() => this.village.plan(wish));

  /** What throws refuses. */
  private played<T>(work: () => T): Promise<T> {
    return new Promise((resolve) => resolve(work()));
  }

  print(): Promise<void> {
    window.print();
    return Promise.resolve();
  }

  cutDemoLink(cut: boolean): Promise<void> {
    this.cut = cut;
    this.setConnection(cut ? 'offline' : 'online', false);
    if (!cut) setTimeout(() => this.setConnection('online'), 1500);
    return Promise.resolve();
  }

  private comesIn(stage: Stage): void {
    this.porch.notice = null;
    this.stage = stage;
    this.ring();
  }

  private porchNow() {
    const { people, notice, choosing, release, browser } = this.porch;
    const inside = this.stage === 'open' || this.stage === 'first_download';
    const nobody = people.length === 0 ? 'sign_in' : 'unlock';
    return {
      stage: inside ? this.stage : choosing ? ('choose_code' as const) : (nobody as Stage),
      people: inside ? people.filter((each) => each.person !== NADIA) : people.map((each) => ({ ...each, wait_seconds: this.waitLeft() })),
      notice,
      choosing_code: choosing,
      release,
      organisation_sign_in: this.start.organisation ? 'Larkshire NHS trust' : null,
      browser_sign_in: browser,
    };
  }

  private saving<T>(save: () => T): Promise<T> {
    try {
      return Promise.resolve(save());
    } catch (thrown) {
      return Promise.reject(thrown as Error);
    }
  }

  private unsentNow(): Unsent {
    return this.book.summary();
  }

  private waitLeft = () => Math.max(0, Math.ceil((this.waitUntil - Date.now()) / 1000));

  private pause = () => new Promise((done) => setTimeout(done, this.start.pace));

  private ring(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
