/** How a child is told apart in words: year and class, age, name. */
import type { ChildRow } from '../backend/generated/ChildRow';
import { age, day, shortestDay } from '../shared/format';
import { useTexts } from '../texts';

export interface ChildWords {
  year: (year: number | null) => string;
  /** `Year 9, 9B`. */
  yearAndClass: (child: ChildRow) => string;
  /** `14 September 2012 (aged 14)`. */
  born: (date: string, today: string) => string;
  /** `14 Sept 2012 (14)`, for lists. */
  bornShort: (date: string, today: string) => string;
}

export function useChildWords(): ChildWords {
  const codes = useTexts('codes');
  const session = useTexts('session');
  const t = useTexts('child');
  const year = (number: number | null) => {
    if (number === null) return session('no_year');
    return number === 0 ? codes('year_group.0') : codes('year_group.other', { year: number });
  };
  return {
    year,
    yearAndClass: (child) =>
      child.registration_group
        ? session('class', { year: year(child.year_group), group: child.registration_group })
        : year(child.year_group),
    bornShort: (date, today) => t('born_short', { day: shortestDay(date), age: age(date, today) }),
    born: (date, today) => t('born', { day: day(date), age: age(date, today) }),
  };
}
