/** A person as she is typed in, and the draft that it comes to. */
import type { Fault } from '../backend/generated/Fault';
import type { Gender } from '../backend/generated/Gender';
import type { Identifier } from '../backend/generated/Identifier';
import type { IndividualDraft } from '../backend/generated/IndividualDraft';
import type { SimilarQuery } from '../backend/generated/SimilarQuery';
import { dayFrom, type DayParts } from '../shared/fields';
import { countFrom } from './answers';

export interface Answers {
  record: string;
  area: string;
  household: string | null;
  given_name: string;
  family_name: string;
  /** What she knows of her birth. */
  knows: 'day' | 'age' | 'nothing' | null;
  day: DayParts;
  age: string;
  gender: Gender | '';
  papers: 'document' | 'pool' | 'none' | null;
  scheme: string;
  value: string;
  more: Identifier[];
  head: boolean;
}

/** True for what the service gives: nobody writes it by hand. */
export function isGiven({ scheme }: Identifier): boolean {
  return scheme === 'pool' || scheme === 'temporary';
}

function documents({ papers, scheme, value, more }: Answers): Identifier[] {
  return papers === 'document' ? [{ scheme: scheme.trim(), value: value.trim() }, ...more] : more;
}

/** The draft, and what the page itself can see is wrong. */
export function draftOf(answers: Answers): { draft: IndividualDraft; faults: Fault[] } {
  const { record, area, household, given_name, family_name, knows, gender, papers, head } = answers;
  const faults: Fault[] = [];
  const need = (field: string, there: boolean, code: Fault['code'] = 'missing') => {
    if (!there) faults.push({ field, code });
  };
  const born = knows === 'day' ? dayFrom(answers.day) : null;
  const age = knows === 'age' ? countFrom(answers.age) : undefined;
  need('given_name', given_name.trim() !== '');
  need('knows', knows !== null);
  if (knows === 'day') need('date_of_birth', born !== null, 'malformed');
  if (knows === 'age') need('age', age !== undefined, answers.age.trim() ? 'malformed' : 'missing');
  need('papers', papers !== null);
  if (papers === 'document') {
    need('scheme', answers.scheme.trim() !== '');
    need('value', answers.value.trim() !== '');
  }
  need('area', area !== '');
  const draft: IndividualDraft = {
    record,
    area,
    household,
    given_name,
    family_name,
    date_of_birth: born,
    age: age ?? null,
    gender: gender || null,
    documents: documents(answers),
    wants_id: papers === 'pool',
    head: head && household !== null,
  };
  return { draft, faults };
}

/** What is asked while she is typed in: is she here already? */
export function similarTo(answers: Answers, today: string): SimilarQuery {
  const year = answers.knows === 'day' ? dayFrom(answers.day)?.slice(0, 4) : undefined;
  const age = answers.knows === 'age' ? countFrom(answers.age) : undefined;
  return {
    record: answers.record,
    household: answers.household,
    given_name: answers.given_name,
    family_name: answers.family_name,
    year_of_birth: year ? Number(year) : age === undefined ? null : Number(today.slice(0, 4)) - age,
    estimated: age !== undefined,
    documents: documents(answers).filter(({ value }) => value !== ''),
  };
}
