/** Households and people of the invented world: two families by a mill, and how a search finds them. */
import type { EntryAbout } from '../generated/EntryAbout';
import type { EntryRow } from '../generated/EntryRow';
import type { Fault } from '../generated/Fault';
import type { HouseholdDraft } from '../generated/HouseholdDraft';
import type { HouseholdPage } from '../generated/HouseholdPage';
import type { HouseholdRow } from '../generated/HouseholdRow';
import type { IndividualDraft } from '../generated/IndividualDraft';
import type { IndividualPage } from '../generated/IndividualPage';
import type { IndividualRow } from '../generated/IndividualRow';
import type { PeopleFound } from '../generated/PeopleFound';
import type { PeopleQuery } from '../generated/PeopleQuery';
import type { RecordRef } from '../generated/RecordRef';
import type { Saved } from '../generated/Saved';
import type { Similar } from '../generated/Similar';
import type { SimilarQuery } from '../generated/SimilarQuery';
import type { Who } from '../generated/Who';
import { refusal } from './refusal';

const AREA = { area: 'mill-valley', area_name: 'Mill Valley' };

type Home = HouseholdRow & { notes: string | null };

export class People {
  idsLeft = 3;
  private households: Home[] = [];
  private individuals: IndividualRow[] = [];
  private removed = new Set<string>();

  constructor(private ring: () => void) {
    const homes = [
      ['20000000-0000-4000-8000-000000000001', 'Rosa Ndiaye', 'Blue door, by the well'],
      ['20000000-0000-4000-8000-000000000002', 'Tomas Bianchi', 'Behind the mill'],
    ] as const;
    for (const [id, head, address] of homes) {
      this.households.push({ ...fresh(id), head, address, members: 4, registration: `H-${id.slice(-4)}-AAA`, unsent: false });
    }
    const maria = { given_name: 'Maria', family_name: 'Ndiaye', date_of_birth: '1990-01-14', age: 36, date_of_birth_is_estimated: true };
    this.individuals.push({ ...somebody('30000000-0000-4000-8000-000000000001', homes[0][0]), ...maria, registration: 'P-4K7Q-9ZD' });
  }

  find({ text, area, to_visit }: PeopleQuery): PeopleFound {
    const typed = fold(text);
    const fits = (...words: (string | null)[]) => fold(words.filter(Boolean).join(' ')).includes(typed);
    const there = this.homes().filter((home) => area === null || home.area === area);
    return {
      households: there.filter((home) => fits(home.head, home.address, home.registration) && !(to_visit && home.visited)),
      individuals: typed
        ? this.people().filter((person) =>
            fits(person.given_name, person.family_name, person.registration, ...person.identifiers.map(({ value }) => value)),
          )
        : [],
      households_in_all: there.length,
      visited: there.filter((home) => home.visited).length,
    };
  }

  household(id: string): HouseholdPage {
    const row = this.homes().find((home) => home.id === id);
    if (!row) throw refusal('not_found');
    return { row, notes: row.notes, individuals: this.people().filter((person) => person.household === id), entries: NONE };
  }

  individual(id: string): IndividualPage {
    const row = this.people().find((person) => person.id === id);
    if (!row) throw refusal('not_found');
    return {
      row,
      household: this.homes().find((home) => home.id === row.household) ?? null,
      duplicate_of: this.people().find((person) => person.id === row.duplicate_of) ?? null,
      duplicates: this.people().filter((person) => person.duplicate_of === id),
      entries: NONE,
    };
  }

  /** About whom an entry is: the person where she is here, else her household. */
  who({ household, individual }: EntryAbout): Who {
    const person = this.individuals.find(({ id }) => id === individual);
    const home = this.households.find(({ id }) => id === household);
    if (person) return { is: 'individual', given_name: person.given_name, family_name: person.family_name };
    if (home) return { is: 'household', head: home.head, address: home.address };
    return { is: individual ? 'individual_not_here' : household ? 'household_not_here' : 'nobody' };
  }

  similar({ record, given_name, documents }: SimilarQuery): Similar[] {
    const typed = fold(given_name);
    return this.people()
      .filter((person) => person.id !== record && person.duplicate_of === null)
      .flatMap((row): Similar[] => {
        const same = row.identifiers.some((held) => documents.some(({ value }) => value === held.value));
        if (same) return [{ row, because: 'document' }];
        return typed.length >= 3 && fold(row.given_name).startsWith(typed) ? [{ row, because: 'name' }] : [];
      });
  }

  saveHousehold(draft: HouseholdDraft): Saved {
    if (draft.members > 200) throw invalid({ field: 'members', code: 'out_of_range' });
    const { record, ...said } = draft;
    const held = this.households.find((home) => home.id === record) ?? fresh(record);
    this.households = [...this.households.filter((home) => home.id !== record), { ...held, ...said, visited: true, unsent: true }];
    return this.saved(record);
  }

  saveIndividual(draft: IndividualDraft): Saved {
    const { record, documents, wants_id, age, ...said } = draft;
    const held = this.individuals.find((person) => person.id === record) ?? somebody(record, draft.household);
    const given = held.identifiers.filter(({ scheme }) => scheme === 'pool' || scheme === 'temporary');
    if (wants_id && given.length === 0) {
      given.push(this.idsLeft > 0 ? { scheme: 'pool', value: `MV-00${this.idsLeft}` } : { scheme: 'temporary', value: 'T-4K7Q-9ZD' });
      this.idsLeft = Math.max(0, this.idsLeft - 1);
    }
    const year = new Date().getFullYear();
    const born = draft.date_of_birth ?? (age === null ? null : `${year - age}-01-01`);
    const person: IndividualRow = {
      ...held,
      ...said,
      family_name: draft.family_name || null,
      date_of_birth: born,
      date_of_birth_is_estimated: age !== null,
      age: born ? year - Number(born.slice(0, 4)) : null,
      identifiers: [...documents, ...given],
      unsent: true,
    };
    this.individuals = [...this.individuals.filter((each) => each.id !== record), person];
    return this.saved(record);
  }

  move(individual: string, household: string | null, area: string): Saved {
    this.change(individual, { household, area });
    return this.saved(individual);
  }

  moveHousehold(household: string, area: string): Saved {
    this.households = this.households.map((home) => (home.id === household ? { ...home, area, unsent: true } : home));
    return this.saved(household);
  }

  mark(individual: string, of: string | null): Saved {
    this.change(individual, { duplicate_of: of });
    return this.saved(individual);
  }

  /** None where it is nothing of ours. */
  remove(what: RecordRef, back = false): Saved | null {
    if (what.kind !== 'household' && what.kind !== 'individual') return null;
    if (back) this.removed.delete(what.record);
    else this.removed.add(what.record);
    return this.saved(what.record);
  }

  private homes(): Home[] {
    const lives = (id: string) => this.people().filter((person) => person.household === id && !person.duplicate_of).length;
    return this.households.filter(({ id }) => !this.removed.has(id)).map((home) => ({ ...home, registered: lives(home.id) }));
  }

  private people(): IndividualRow[] {
    return this.individuals
      .filter(({ id }) => !this.removed.has(id))
      .map((person) => {
        const home = this.households.find(({ id }) => id === person.household);
        return { ...person, household_head: home?.head ?? null, household_address: home?.address ?? null };
      });
  }

  private change(id: string, said: Partial<IndividualRow>): void {
    this.individuals = this.individuals.map((person) => (person.id === id ? { ...person, ...said, unsent: true } : person));
  }

  private saved(record: string): Saved {
    this.ring();
    return { record, changed: true };
  }
}

const NONE: EntryRow[] = [];

const invalid = (fault: Fault) => refusal('invalid', { faults: [fault] });

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('en').trim();

function fresh(id: string): Home {
  return {
    ...AREA,
    id,
    head: null,
    address: null,
    members: 1,
    registered: 0,
    latitude: null,
    longitude: null,
    accuracy: null,
    metres: null,
    registration: null,
    visited: false,
    unsent: true,
    with_support: false,
    notes: null,
  };
}

function somebody(id: string, household: string | null): IndividualRow {
  return {
    ...AREA,
    id,
    household,
    household_head: null,
    household_address: null,
    given_name: '',
    family_name: null,
    date_of_birth: null,
    date_of_birth_is_estimated: false,
    age: null,
    gender: null,
    identifiers: [],
    head: false,
    duplicate_of: null,
    registration: null,
    unsent: false,
    with_support: false,
  };
}
