/** Entries by school, then by child, each in the order in which they came; what belongs to no school comes last. */
import type { EntryRow } from '../backend/generated/EntryRow';

export interface ChildGroup {
  key: string;
  name: string | null;
  entries: EntryRow[];
}

export interface SchoolGroup {
  key: string;
  name: string | null;
  children: ChildGroup[];
}

export function bySchoolAndChild(entries: EntryRow[]): SchoolGroup[] {
  const schools = new Map<string, SchoolGroup>();
  for (const entry of entries) {
    const key = entry.school ?? '';
    const school = schools.get(key) ?? { key, name: entry.school_name, children: [] };
    schools.set(key, school);
    const child = school.children.find((each) => each.key === (entry.child ?? ''));
    if (child) child.entries.push(entry);
    else school.children.push({ key: entry.child ?? '', name: entry.child_name, entries: [entry] });
  }
  return [...schools.values()].sort(
    (a, b) => Number(a.key === '') - Number(b.key === '') || (a.name ?? '').localeCompare(b.name ?? '', 'en'),
  );
}
