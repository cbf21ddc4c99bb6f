/** Entries by school or area, then by child, person or household, each in the order in which they came; what belongs to no school comes last. */
import type { EntryRow } from '../backend/generated/EntryRow';

export interface ChildGroup {
  key: string;
  child: string | null;
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
    const key = entry.school ?? entry.area ?? '';
    const school = schools.get(key) ?? { key, name: entry.school_name ?? entry.area_name, children: [] };
    schools.set(key, school);
    const who = entry.child ?? entry.about ?? '';
    const child = school.children.find((each) => each.key === who);
    if (child) child.entries.push(entry);
    else school.children.push({ key: who, child: entry.child, name: entry.child_name ?? entry.about, entries: [entry] });
  }
  return [...schools.values()].sort(
    (a, b) => Number(a.key === '') - Number(b.key === '') || (a.name ?? '').localeCompare(b.name ?? '', 'en'),
  );
}
