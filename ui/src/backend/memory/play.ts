/** One sync of the invented world, played step by step: greeting, sending, fetching, checking, and the chosen end. */
import type { Account } from '../generated/Account';
import type { EntryRow } from '../generated/EntryRow';
import type { Phase } from '../generated/Phase';
import type { Progress } from '../generated/Progress';
import type { ScopeProgress } from '../generated/ScopeProgress';
import type { SyncEnd } from '../generated/SyncEnd';
import type { TicketRow } from '../generated/TicketRow';
import { accountOf } from './account';
import type { Book } from './book';
import type { PlannedEnd } from './states';
import { momentText } from './time';

const BATCH = 5;
const LETTERS = '3479ACDEFGHJKMNPQRTUVWXY';

interface Plan {
  end: PlannedEnd;
  first: boolean;
  /** Milliseconds a step takes. */
  pace: number;
}

export class Play {
  private stopped = false;
  private received: EntryRow[] = [];
  private frozen: EntryRow[];
  private scopes: ScopeProgress[] = [];
  private readonly startedAt = momentText(new Date());

  constructor(
    private book: Book,
    private plan: Plan,
    private tell: (progress: Progress) => void,
  ) {
    this.frozen = [...book.waiting()].reverse();
  }

  stop(): void {
    this.stopped = true;
  }

  async run(): Promise<Account> {
    await this.step('greeting');
    if (NEVER_BEGINS.has(this.plan.end)) return this.finish(this.plan.end as SyncEnd);
    await this.send();
    if (this.stopped) return this.finish('stopped');
    if (this.received.length < this.frozen.length) return this.finish(this.plan.end as SyncEnd);
    await this.fetch();
    if (this.stopped) return this.finish('stopped');
    await this.step('checking');
    return this.finish(this.plan.end === 'second_look' ? 'completed' : this.plan.end);
  }

  private async send(): Promise<void> {
    const stopAt = HALF_WAY.has(this.plan.end) ? Math.floor(this.frozen.length / 2) : this.frozen.length;
    for (let at = 0; at < stopAt && !this.stopped; at += BATCH) {
      await this.step('sending');
      for (const entry of this.frozen.slice(at, Math.min(at + BATCH, stopAt))) this.receive(entry);
      await this.step('sending');
    }
  }

  private async fetch(): Promise<void> {
    const about = (n: number) => (this.plan.first ? n : null);
    this.scopes = [
      { scope: 'reference', unit: 'records', name: 'Reference data', fetched: 0, about: about(64), complete: false },
      ...this.book.world.sessions.map((session, at) => ({
        scope: `school:${session.urn}`,
        unit: 'records' as const,
        name: session.school,
        fetched: 0,
        about: about(140 + at * 70),
        complete: false,
      })),
      { scope: 'team:north', unit: 'records', name: 'North Larkshire school team', fetched: 0, about: about(18), complete: false },
      { scope: 'area:mill-valley', unit: 'people', name: 'Mill Valley', fetched: 0, about: about(240), complete: false },
      { scope: 'forms:nets', unit: 'forms', name: 'Nets', fetched: 0, about: about(2), complete: false },
      { scope: 'messages:nets', unit: 'translations', name: 'Nets', fetched: 0, about: about(12), complete: false },
      { scope: 'dashboards:nets', unit: 'dashboards', name: 'Nets', fetched: 0, about: about(3), complete: false },
      { scope: 'contacts', unit: 'contacts', name: 'Contacts', fetched: 0, about: about(4), complete: false },
    ];
    for (let turn = 1; turn <= 5 && !this.stopped; turn++) {
      for (const scope of this.scopes) {
        scope.fetched = scope.about === null ? turn * 2 : Math.floor((scope.about * turn) / 5);
        scope.complete = turn === 5;
      }
      await this.step('fetching');
    }
  }

  private receive(entry: EntryRow): void {
    const sequence = 90_000 + this.received.length * 17 + this.frozen.length;
    const code = receiptCode(sequence);
    const reviewed =
      this.plan.end === 'second_look' && (this.received.length === 13 || entry === this.frozen.find((each) => each.kind === 'attendance'));
    const at = momentText(new Date());
    entry.can_undo = false;
    if (reviewed) {
      const ticket: TicketRow = {
        number: `R-${1040 + this.received.length}`,
        reason: entry.kind === 'vaccination' ? 'possible_duplicate' : 'conflict',
        about: entry.kind,
        record: entry.record,
        fields: entry.kind === 'vaccination' ? [] : ['status'],
        other_at: momentText(new Date(Date.now() - 92 * 60_000)),
        state: 'open',
        decided_at: null,
        note: null,
        mine: true,
      };
      entry.ticket = ticket;
      entry.receipt = { code, at, registration: null, outcome: { outcome: 'with_support', ticket: ticket.number, reason: ticket.reason } };
      entry.state = 'in_review';
    } else {
      entry.receipt = { code, at, registration: null, outcome: { outcome: 'stored' } };
      entry.state = 'received';
    }
    this.book.mark(entry);
    this.received.push(entry);
  }

  private async step(phase: Phase): Promise<void> {
    this.report(phase, null);
    await new Promise((done) => setTimeout(done, this.plan.pace));
  }

  private report(phase: Phase, end: SyncEnd | null): void {
    this.tell({
      phase,
      total: this.frozen.length,
      received: this.received.length,
      units: [],
      fetching: this.scopes.map((scope) => ({ ...scope })),
      waiting_seconds: null,
      end,
    });
  }

  private finish(end: SyncEnd): Account {
    this.report('ended', end);
    return accountOf({
      sync: crypto.randomUUID(),
      startedAt: this.startedAt,
      endedAt: momentText(new Date()),
      end,
      total: this.frozen.length,
      entries: this.received,
      fetched: this.scopes.reduce((sum, scope) => sum + scope.fetched, 0),
    });
  }
}

const NEVER_BEGINS = new Set<PlannedEnd>(['not_our_service', 'sign_in_again', 'device_blocked', 'app_too_old']);
const HALF_WAY = new Set<PlannedEnd>(['link_lost', 'service_failing', 'interrupted', 'stopped', 'out_of_space']);

function receiptCode(sequence: number): string {
  let text = '';
  for (let rest = sequence * 7919; text.length < 6; rest = Math.floor(rest / LETTERS.length)) text += LETTERS[rest % LETTERS.length] ?? '3';
  return `${text.slice(0, 4)}-${text.slice(4)}`;
}
