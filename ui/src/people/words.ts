/** A household and a person in words: what they are called, how old somebody is, by what she is known. */
import type { HouseholdRow } from '../backend/generated/HouseholdRow';
import type { Identifier } from '../backend/generated/Identifier';
import type { IndividualRow } from '../backend/generated/IndividualRow';
import { number, shortestDay } from '../shared/format';
import { useTexts } from '../texts';

/** Given name first; the family name where there is one. */
export function nameOf(person: { given_name: string; family_name: string | null }): string {
  return [person.given_name, person.family_name].filter(Boolean).join(' ');
}

/** Who speaks for it, else how it is found. */
export function useHouseholdName(): (household: Pick<HouseholdRow, 'head' | 'address'>) => string {
  const t = useTexts('people');
  return ({ head, address }) => head ?? address ?? t('unnamed_household');
}

/** `14 Jan 1990 (36 years)`, `about 36 years`, or that nobody knows. */
export function useBorn(): (person: Pick<IndividualRow, 'date_of_birth' | 'date_of_birth_is_estimated' | 'age'>) => string {
  const t = useTexts('people');
  return ({ date_of_birth, date_of_birth_is_estimated, age }) => {
    if (!date_of_birth || age === null) return t('born_unknown');
    if (date_of_birth_is_estimated) return t('age_about', { count: age });
    return t('born', { day: shortestDay(date_of_birth), age: t('age', { count: age }) });
  };
}

/** `Campaign id 4K7Q-9ZD`, `Passport X12`. */
export function useIdentifier(): (identifier: Identifier) => string {
  const t = useTexts('people');
  return ({ scheme, value }) => {
    if (scheme === 'pool') return t('id.pool', { value });
    if (scheme === 'temporary') return t('id.temporary', { value });
    return t('id.document', { scheme, value });
  };
}

/** `120 m`, `1.4 km`. */
export function useDistance(): (metres: number) => string {
  const t = useTexts('people');
  return (metres) =>
    metres < 1000 ? t('metres', { count: Math.round(metres / 10) * 10 }) : t('kilometres', { far: number(Math.round(metres / 100) / 10) });
}
