/** The account of a sync, derived from entries that hold receipts, as the app derives it. */
import type { Account } from '../generated/Account';
import type { EntryRow } from '../generated/EntryRow';
import type { SchoolAccount } from '../generated/SchoolAccount';
import type { SyncEnd } from '../generated/SyncEnd';

interface Told {
  sync: string;
  startedAt: string;
  endedAt: string;
  end: SyncEnd;
  total: number;
  /** The frozen set's entries that hold a receipt. */
  entries: EntryRow[];
  received?: number;
  fetched: number;
}

export function accountOf({ sync, startedAt, endedAt, end, total, entries, received = entries.length, fetched }: Told): Account {
  return {
    sync,
    started_at: startedAt,
    ended_at: endedAt,
    end,
    total,
    received,
    waiting: total - received,
    schools: schoolsOf(entries.filter((entry) => !isCorrection(entry))),
    areas: [],
    batches: entries.filter((entry) => entry.kind === 'batch'),
    vaccination_changes: entries.filter(isCorrection),
    with_support: entries.filter((entry) => entry.ticket !== null),
    fetched,
    reference: end === 'completed' ? null : 'S3-92KD',
  };
}

const isCorrection = (entry: EntryRow) => entry.kind === 'vaccination' && entry.verb !== 'create';

function schoolsOf(entries: EntryRow[]): SchoolAccount[] {
  const rows = new Map<string, SchoolAccount>();
  for (const entry of entries) {
    if (!entry.school || !entry.child) continue;
    const key = `${entry.school}/${entry.at.slice(0, 10)}`;
    const row = rows.get(key) ?? {
      school: entry.school,
      name: entry.school_name ?? '',
      date: entry.at.slice(0, 10),
      children: 0,
      vaccinated: 0,
      not_vaccinated: 0,
      consents: 0,
      attendance: 0,
      notes: 0,
      entries: [],
    };
    if (entry.kind === 'vaccination') row[entry.detail === 'administered' ? 'vaccinated' : 'not_vaccinated']++;
    if (entry.kind === 'consent') row.consents++;
    if (entry.kind === 'attendance') row.attendance++;
    if (entry.kind === 'note') row.notes++;
    const child = row.entries.find((each) => each.child === entry.child);
    if (child) child.entries.push(entry);
    else row.entries.push({ child: entry.child, name: entry.child_name ?? '', entries: [entry] });
    row.children = row.entries.length;
    rows.set(key, row);
  }
  return [...rows.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
