/** The addresses of the pages of households and people. Ids only: a name or a number never stands in an address. */
import type { RecordId } from '../backend/generated/RecordId';

export const peoplePath = '/people';
export const newHouseholdPath = '/households/new';

export function householdPath(household: RecordId): string {
  return `/households/${household}`;
}

export function individualPath(individual: RecordId): string {
  return `/people/${individual}`;
}

/** A new person, of this household where one is named. */
export function newIndividualPath(household?: RecordId): string {
  return household ? `${householdPath(household)}/register` : '/people/register';
}

/** The page of whom an entry is about; none where it is about nobody in particular. */
export function aboutPath(about: { individual: RecordId | null; household: RecordId | null }): string | null {
  if (about.individual) return individualPath(about.individual);
  return about.household ? householdPath(about.household) : null;
}

/** The forms that can be filled in about them. */
export function formsAboutPath(about: { individual?: RecordId; household?: RecordId | null }): string {
  const named = Object.entries(about).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  return `/forms?${new URLSearchParams(named).toString()}`;
}
