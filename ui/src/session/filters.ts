/**
 * Which children of a session are shown, and how many each choice would show.
 *
 * Pure: the children are all there already, so that a filter answers at once. Searching by words is the backend's work, because it
 * forgives typing errors.
 */
import type { ChildRow } from '../backend/generated/ChildRow';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import type { Registration } from '../backend/generated/Registration';
import type { Standing } from '../backend/generated/Standing';

export interface Filters {
  programme: Programme | null;
  standing: Standing | null;
  yearGroup: number | null;
  registration: Registration | null;
}

export const NO_FILTERS: Filters = { programme: null, standing: null, yearGroup: null, registration: null };

/** The order in which a nurse works through them. */
export const STANDINGS: Standing[] = [
  'ready',
  'triage_needed',
  'consent_conflicts',
  'no_response',
  'consent_refused',
  'do_not_vaccinate',
  'not_vaccinated',
  'vaccinated',
];
export const REGISTRATIONS: Registration[] = ['unknown', 'attending', 'not_attending', 'completed'];

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some((value) => value !== null);
}

/** With a programme chosen, a status is the one with that programme. */
export function passes(child: ChildRow, filters: Filters): boolean {
  const { programme, standing, yearGroup, registration } = filters;
  const standings = programme ? child.standings.filter((each) => each.programme === programme) : child.standings;
  if (programme && standings.length === 0) return false;
  if (standing && !standings.some((each) => each.standing === standing)) return false;
  if (yearGroup !== null && child.year_group !== yearGroup) return false;
  return registration === null || child.registration === registration;
}

/** Those that pass, in the order in which they were found (best first) or by name where nothing was searched for. */
export function shown(children: ChildRow[], found: RecordId[] | null, filters: Filters): ChildRow[] {
  return amongFound(children, found).filter((child) => passes(child, filters));
}

function amongFound(children: ChildRow[], found: RecordId[] | null): ChildRow[] {
  if (!found) return children;
  const byId = new Map(children.map((child) => [child.id, child]));
  return found.flatMap((id) => byId.get(id) ?? []);
}

export interface Counts {
  programmes: Map<Programme, number>;
  standings: Map<Standing, number>;
  yearGroups: Map<number, number>;
  registrations: Map<Registration, number>;
}

/** How many each choice would show, with the other filters as they are. */
export function counts(children: ChildRow[], found: RecordId[] | null, filters: Filters): Counts {
  const pool = amongFound(children, found);
  const tally = <T>(without: Partial<Filters>, values: (child: ChildRow) => T[]): Map<T, number> => {
    const result = new Map<T, number>();
    for (const child of pool) {
      if (!passes(child, { ...filters, ...without })) continue;
      for (const value of new Set(values(child))) result.set(value, (result.get(value) ?? 0) + 1);
    }
    return result;
  };
  const ofProgramme = (child: ChildRow) => child.standings.filter((each) => !filters.programme || each.programme === filters.programme);
  return {
    programmes: tally({ programme: null }, (child) => programmesThatPass(child, filters)),
    standings: tally({ standing: null }, (child) => ofProgramme(child).map((each) => each.standing)),
    yearGroups: tally({ yearGroup: null }, (child) => (child.year_group === null ? [] : [child.year_group])),
    registrations: tally({ registration: null }, (child) => [child.registration]),
  };
}

function programmesThatPass(child: ChildRow, { standing }: Filters): Programme[] {
  return child.standings.filter((each) => !standing || each.standing === standing).map((each) => each.programme);
}

/** The year groups there are, youngest first. */
export function yearGroups(children: ChildRow[]): number[] {
  const years = new Set(children.map((child) => child.year_group).filter((year) => year !== null));
  return [...years].sort((a, b) => a - b);
}
