/** What is written down in the invented world: records, and an entry for each change until it holds a receipt. */
import type { Account } from '../generated/Account';
import type { AttendanceDraft } from '../generated/AttendanceDraft';
import type { BatchDraft } from '../generated/BatchDraft';
import type { ConsentDraft } from '../generated/ConsentDraft';
import type { EntryRow } from '../generated/EntryRow';
import type { Fault } from '../generated/Fault';
import type { FaultCode } from '../generated/FaultCode';
import type { Kind } from '../generated/Kind';
import type { NoteDraft } from '../generated/NoteDraft';
import type { Programme } from '../generated/Programme';
import type { RecordRef } from '../generated/RecordRef';
import type { Saved } from '../generated/Saved';
import type { Unsent } from '../generated/Unsent';
import type { UnsentSchool } from '../generated/UnsentSchool';
import type { VaccinationDraft } from '../generated/VaccinationDraft';
import type { Verb } from '../generated/Verb';
import { accountOf } from './account';
import { refusal } from './refusal';
import type { Child, World } from './shape';
import { momentText, recordId } from './time';
import type { View } from './view';
import { person, vaccines } from './world';

type Removed = { what: RecordRef; putBack: () => void };

export class Book {
  entries: EntryRow[] = [];
  private removed: Removed[] = [];
  private made = 0;
  /** The clock of what is being written; moved back while a day of work is invented. */
  now = () => new Date();

  constructor(
    readonly world: World,
    readonly today: string,
    private ring: () => void,
  ) {}

  vaccination(draft: VaccinationDraft): Saved {
    const child = this.childOf(draft.child);
    faultsOf(draft);
    const session = this.world.sessions.find((each) => each.id === draft.session);
    const panel = (child.panels[draft.programme] ??= { consents: [], triage: [], vaccinations: [] });
    const before = panel.vaccinations.find((dose) => dose.id === draft.record);
    const given = draft.outcome === 'administered';
    panel.vaccinations = [
      {
        ...draft,
        id: draft.record,
        date: before?.date ?? this.today,
        time: before?.time ?? momentText(this.now()).slice(11, 16),
        place: session?.school ?? null,
        vaccine_name: vaccines.find((vaccine) => vaccine.id === draft.vaccine)?.brand ?? null,
        vaccine: given ? draft.vaccine : null,
        performer_name: person.name,
        ours: true,
        state: 'waiting',
      },
      ...panel.vaccinations.filter((dose) => dose.id !== draft.record),
    ];
    if (given && child.registration !== 'completed') child.registration = 'completed';
    return this.write(child, 'vaccination', draft.record, before ? 'edit' : 'create', draft.outcome, draft.programme);
  }

  attendance(draft: AttendanceDraft): Saved {
    const child = this.childOf(draft.child);
    if (child.registration === draft.status) return { record: child.id, changed: false };
    const before = child.registration;
    child.registration = draft.status;
    return this.write(child, 'attendance', `d${child.id.slice(1)}`, before === 'unknown' ? 'create' : 'edit', draft.status, null);
  }

  note(draft: NoteDraft): Saved {
    if (!draft.text.trim()) throw invalid('text', 'missing');
    if (draft.text.length > 1000) throw invalid('text', 'too_long');
    const child = this.childOf(draft.child);
    const known = child.notes.some((note) => note.id === draft.record);
    child.notes = [
      { id: draft.record, text: draft.text.trim(), at: momentText(this.now()), recorded_by: person.name, state: 'waiting' },
      ...child.notes.filter((note) => note.id !== draft.record),
    ];
    return this.write(child, 'note', draft.record, known ? 'edit' : 'create', null, null);
  }

  consent(draft: ConsentDraft): Saved {
    const child = this.childOf(draft.child);
    if (draft.response === 'refused' && !draft.reason_for_refusal) throw invalid('reason_for_refusal', 'missing');
    if (draft.response !== 'not_provided' && draft.route !== 'self_consent' && !draft.given_by?.trim())
      throw invalid('given_by', 'missing');
    const panel = (child.panels[draft.programme] ??= { consents: [], triage: [], vaccinations: [] });
    const known = panel.consents.find((consent) => consent.id === draft.record);
    panel.consents = [
      {
        ...draft,
        id: draft.record,
        at: momentText(this.now()),
        withdrawn_at: null,
        health_answers: known?.health_answers ?? [],
        state: 'waiting',
      },
      ...panel.consents.filter((consent) => consent.id !== draft.record),
    ];
    return this.write(child, 'consent', draft.record, known ? 'edit' : 'create', draft.response, draft.programme);
  }

  batch(draft: BatchDraft): Saved {
    const vaccine = vaccines.find((each) => each.id === draft.vaccine);
    const faults: Fault[] = [];
    if (!vaccine) faults.push({ field: 'vaccine', code: 'missing' });
    if (!/^[A-Za-z0-9]{2,100}$/.test(draft.number)) faults.push({ field: 'number', code: draft.number ? 'malformed' : 'missing' });
    if (!draft.expiry) faults.push({ field: 'expiry', code: 'missing' });
    else if (draft.expiry < this.today) faults.push({ field: 'expiry', code: 'expired' });
    if (faults.length || !vaccine || !draft.expiry) throw refusal('invalid', { faults });
    this.world.batches.push({ id: draft.record, vaccine, number: draft.number, expiry: draft.expiry, unsent: true });
    return this.write(null, 'batch', draft.record, 'create', draft.number, draft.programme);
  }

  remove(what: RecordRef): Saved {
    const place = this.findPlace(what);
    place.take();
    this.removed.push({ what, putBack: place.putBack });
    return this.write(place.child, what.kind, what.record, 'remove', place.detail, place.programme);
  }

  undoRemoval(what: RecordRef): Saved {
    const removal = this.removed.find((each) => each.what.record === what.record);
    const entry = this.entries.find((each) => each.record === what.record && each.verb === 'remove');
    if (!removal || !entry) throw refusal('not_found');
    if (entry.receipt) throw refusal('already_sent');
    removal.putBack();
    this.removed = this.removed.filter((each) => each !== removal);
    this.entries = this.entries.filter((each) => each !== entry);
    this.ring();
    return { record: what.record, changed: true };
  }

  waiting = () => this.entries.filter((entry) => entry.receipt === null);

  summary(): Unsent {
    const waiting = this.waiting();
    const schools = new Map<string, UnsentSchool>();
    for (const entry of waiting) {
      if (!entry.school) continue;
      const school = schools.get(entry.school) ?? { school: entry.school, name: entry.school_name ?? '', changes: 0, children: 0 };
      schools.set(entry.school, {
        ...school,
        changes: school.changes + 1,
        children: new Set(waiting.filter((each) => each.school === entry.school).map((each) => each.child)).size,
      });
    }
    const children = new Set(waiting.filter((entry) => entry.child).map((entry) => entry.child)).size;
    return { changes: waiting.length, children, bytes: waiting.length * 900, schools: [...schools.values()], areas: [] };
  }

  /** Shows on the record what became of its entry. */
  mark(entry: EntryRow): void {
    for (const child of this.world.children) {
      if (child.id !== entry.child) continue;
      for (const panel of Object.values(child.panels)) {
        for (const row of [...panel.vaccinations, ...panel.consents]) if (row.id === entry.record) row.state = entry.state;
      }
      for (const note of child.notes) if (note.id === entry.record) note.state = entry.state;
      if (entry.ticket && !child.tickets.includes(entry.ticket)) child.tickets.unshift(entry.ticket);
    }
    for (const batch of this.world.batches) if (batch.id === entry.record) batch.unsent = false;
  }

  /** A morning at the first school and an afternoon at the second. */
  dayOfWork(view: View, until: Date): void {
    let minute = 170;
    // All of it on one day, however early somebody looks.
    const morning = new Date(until.getFullYear(), until.getMonth(), until.getDate());
    const tick = () => {
      minute = Math.max(2, minute - 4);
      return new Date(Math.max(morning.getTime(), until.getTime() - minute * 60_000));
    };
    this.now = tick;
    for (const session of this.world.sessions) {
      let done = 0;
      for (const child of view.ofSession(session)) {
        const programme = (Object.keys(child.panels) as Programme[]).find((each) => view.standing(child, each) === 'ready');
        if (!programme || done >= 8) continue;
        done++;
        if (session.registration_required && done % 2) this.attendance({ child: child.id, session: session.id, status: 'attending' });
        this.vaccination(done === 3 ? notGiven(child, session.id, programme) : given(child, session.id, programme, this.world));
        if (done === 5) this.note({ record: crypto.randomUUID(), child: child.id, text: 'Sat for 15 minutes afterwards. Well.' });
      }
    }
    const vaccine = vaccines.find((each) => each.programme === 'hpv');
    if (vaccine)
      this.batch({
        record: crypto.randomUUID(),
        team: 'north',
        programme: 'hpv',
        vaccine: vaccine.id,
        number: 'GA7731',
        expiry: this.today.replace(/^\d+/, (year) => String(Number(year) + 1)),
      });
    this.now = () => new Date();
  }

  /** Two syncs of former days, for the history. */
  earlierSyncs(now: Date): Account[] {
    const line = (hours: number, end: Account['end'], total: number, received: number, fetched: number): Account => {
      const at = new Date(now.getTime() - hours * 3600_000);
      return accountOf({
        sync: recordId('e', hours),
        startedAt: momentText(at),
        endedAt: momentText(new Date(at.getTime() + 41_000)),
        end,
        total,
        entries: [],
        received,
        fetched,
      });
    };
    return [line(19, 'completed', 31, 31, 64), line(43, 'link_lost', 22, 13, 0), line(44, 'completed', 0, 0, 412)];
  }

  private write(child: Child | null, kind: Kind, record: string, verb: Verb, detail: string | null, programme: Programme | null): Saved {
    this.entries.unshift({
      change: recordId('f', ++this.made),
      record,
      kind,
      verb,
      detail,
      programme,
      child: child?.id ?? null,
      child_name: child ? `${child.given_name} ${child.family_name}` : null,
      school: child?.urn ?? null,
      school_name: child?.school ?? null,
      area: null,
      area_name: null,
      about: null,
      at: momentText(this.now()),
      state: 'waiting',
      receipt: null,
      ticket: null,
      can_undo: verb === 'remove',
    });
    this.ring();
    return { record, changed: true };
  }

  private childOf(id: string): Child {
    const child = this.world.children.find((each) => each.id === id);
    if (!child) throw refusal('not_found');
    return child;
  }

  private findPlace(what: RecordRef) {
    for (const child of this.world.children) {
      const lists: { list: { id: string }[]; programme: Programme | null }[] = [{ list: child.notes, programme: null }];
      for (const [programme, panel] of Object.entries(child.panels)) {
        lists.push(
          { list: panel.vaccinations, programme: programme as Programme },
          { list: panel.consents, programme: programme as Programme },
        );
      }
      for (const { list, programme } of lists) {
        const at = list.findIndex((row) => row.id === what.record);
        const row = list[at];
        if (!row) continue;
        const detail = 'outcome' in row ? String(row.outcome) : 'response' in row ? String(row.response) : null;
        return { child, programme, detail, take: () => void list.splice(at, 1), putBack: () => void list.splice(at, 0, row) };
      }
    }
    throw refusal('not_found');
  }
}

const invalid = (field: string, code: FaultCode) => refusal('invalid', { faults: [{ field, code }] });

/** The faults a screen must be able to show; the app knows more. */
function faultsOf(draft: VaccinationDraft): void {
  const faults: Fault[] = [];
  const must = ['vaccine', 'batch_number', 'batch_expiry', 'site', 'method', 'dose_sequence', 'full_dose'] as const;
  for (const field of must) {
    if (draft.outcome === 'administered' && draft[field] === null) faults.push({ field, code: 'missing' });
  }
  if ((draft.site === 'nose') !== (draft.method === 'nasal_spray')) faults.push({ field: 'site', code: 'does_not_fit' });
  if (draft.batch_number !== null && !/^[A-Za-z0-9]{2,100}$/.test(draft.batch_number))
    faults.push({ field: 'batch_number', code: 'malformed' });
  if ((draft.notes?.length ?? 0) > 1000) faults.push({ field: 'notes', code: 'too_long' });
  if (faults.length) throw refusal('invalid', { faults });
}

const blank = {
  vaccine: null,
  batch_number: null,
  batch_expiry: null,
  site: null,
  method: null,
  dose_sequence: null,
  full_dose: null,
  protocol: null,
} as const;

function notGiven(child: Child, session: string, programme: Programme): VaccinationDraft {
  return {
    ...blank,
    record: crypto.randomUUID(),
    child: child.id,
    session,
    programme,
    outcome: 'unwell',
    identity_confirmed_by: null,
    pre_screening: [],
    notes: 'High temperature since last night.',
  };
}

function given(child: Child, session: string, programme: Programme, world: World): VaccinationDraft {
  const batch = world.batches.find((each) => each.vaccine.programme === programme);
  const nasal = batch?.vaccine.method === 'nasal';
  return {
    record: crypto.randomUUID(),
    child: child.id,
    session,
    programme,
    outcome: 'administered',
    vaccine: batch?.vaccine.id ?? null,
    batch_number: batch?.number ?? null,
    batch_expiry: batch?.expiry ?? null,
    site: nasal ? 'nose' : 'left_arm_upper_position',
    method: nasal ? 'nasal_spray' : 'intramuscular',
    dose_sequence: programme === 'td_ipv' ? 5 : 1,
    full_dose: true,
    protocol: 'pgd',
    identity_confirmed_by: 'child',
    pre_screening: ['not_acutely_unwell', 'no_new_allergies', 'not_already_vaccinated', 'knows_what_it_is_for'],
    notes: null,
  };
}
