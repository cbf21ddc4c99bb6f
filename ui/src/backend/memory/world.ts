/**
 * A small believable world: one nurse, one team, two schools, sixty-odd children, all invented.
 *
 * The same seed gives the same people, so that a test can name one. NHS numbers begin with 999, which nobody has.
 */
import type { Gender } from '../generated/Gender';
import type { PersonCard } from '../generated/PersonCard';
import type { Programme } from '../generated/Programme';
import type { VaccineRow } from '../generated/VaccineRow';
import type { Child, Panel, Session, StoredBatch, World } from './shape';
import { addDays, momentOn, recordId, schoolYearStart } from './time';

const GIVEN =
  'Amara Ben Chidi Daisy Elif Femi Grace Hamza Isla Jakub Keira Leo Maryam Nikhil Olivia Priya Quinn Rosa Samuel Tariq Una Viktor Wren Yusuf Zara Aiden Beatrix Callum Dina Ewan'.split(
    ' ',
  );
const FAMILY =
  "Okafor Whitfield Adeyemi Novak Hussain Marsh Delaney Patel Kowalska Bright O'Neill Sandhu Ferreira Lindqvist Achebe Thorne Rahman Castell Osei Varga Lockwood Begum Hartnell Mensah Pryce Ionescu Fairley Quereshi Abbott Underhill Wójcik".split(
    ' ',
  );
const STREETS = ['Weaver Lane', 'Orchard Row', 'Mill Bank', 'Larkfield Road', 'Canal View'];

/** A little arithmetic that is the same on every machine. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 48271) % 2147483647;
    return state % sides;
  };
}

function withCheckDigit(nine: string): string | null {
  const sum = [...nine].reduce((total, digit, at) => total + Number(digit) * (10 - at), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? null : nine + String(check);
}

function* nhsNumbers(): Generator<string, never> {
  for (let number = 999_000_001; ; number++) {
    const whole = withCheckDigit(String(number));
    if (whole) yield whole;
  }
}

export const person: PersonCard = {
  name: 'Nadia Rahman',
  username: 'nadia.rahman',
  role: 'nurse',
  organisation: 'Larkshire Community Health',
  teams: [{ key: 'north', name: 'North Larkshire school team', phone: '01632 960 118', email: 'north.team@larkshire.example' }],
  areas: [{ key: 'mill-valley', name: 'Mill Valley', campaign: 'nets', documents: ['Passport', 'Voter card'] }],
};

export const vaccines: VaccineRow[] = (
  [
    ['flu', 'Fluenz', 'nasal', 0.2, true],
    ['flu', 'Vaxigrip', 'injection', 0.5, false],
    ['hpv', 'Gardasil 9', 'injection', 0.5, false],
    ['menacwy', 'MenQuadfi', 'injection', 0.5, false],
    ['menacwy', 'Nimenrix', 'injection', 0.5, false],
    ['mmr', 'Priorix', 'injection', 0.5, false],
    ['mmr', 'VaxPro', 'injection', 0.5, true],
    ['td_ipv', 'Revaxis', 'injection', 0.5, false],
  ] as const
).map(([programme, brand, method, dose_ml, contains_gelatine], at) => ({
  id: recordId('a', at + 1),
  programme,
  brand,
  method,
  dose_ml,
  contains_gelatine,
}));

const SCHOOLS = [
  {
    urn: '130101',
    name: 'Alder Park School',
    programmes: ['hpv', 'menacwy', 'td_ipv'] as Programme[],
    years: [8, 9, 10, 11],
    count: 34,
    register: true,
    days: [0],
  },
  {
    urn: '130202',
    name: 'St Wilfrid’s Primary School',
    programmes: ['flu'] as Programme[],
    years: [1, 2, 3, 4, 5, 6],
    count: 30,
    register: false,
    days: [0, 1],
  },
];

const OPEN_TO: Record<Programme, [number, number]> = { flu: [0, 11], mmr: [0, 11], hpv: [8, 11], menacwy: [9, 11], td_ipv: [9, 11] };

export const isOpenTo = (programme: Programme, year: number | null) =>
  year !== null && year >= OPEN_TO[programme][0] && year <= OPEN_TO[programme][1];

export function buildWorld(today: string): World {
  const roll = dice(20_260_914);
  const numbers = nhsNumbers();
  const children: Child[] = [];
  const sessions: Session[] = [];
  let made = 0;
  SCHOOLS.forEach((school, at) => {
    sessions.push({
      id: recordId('5', at + 1),
      urn: school.urn,
      school: school.name,
      dates: school.days.map((ahead) => addDays(today, ahead)),
      programmes: school.programmes,
      registration_required: school.register,
    });
    for (let n = 0; n < school.count; n++) {
      made++;
      const year = school.years[n % school.years.length] ?? 8;
      const began = Number(schoolYearStart(today).slice(0, 4));
      const birthMonth = 1 + roll(12);
      const birthYear = began - year - 5 + (birthMonth >= 9 ? -0 : 1) - 0;
      const family = FAMILY[(n * 7 + at * 3) % FAMILY.length] ?? 'Marsh';
      const child: Child = {
        id: recordId('c', made),
        given_name: GIVEN[(n * 11 + at * 5) % GIVEN.length] ?? 'Ben',
        family_name: family,
        preferred_name: n % 13 === 4 ? 'Sam' : null,
        date_of_birth: `${birthYear}-${String(birthMonth).padStart(2, '0')}-${String(1 + roll(28)).padStart(2, '0')}`,
        nhs_number: n % 17 === 9 ? null : numbers.next().value,
        nhs_number_invalidated: n % 29 === 20,
        gender: (['female', 'male', 'female', 'male', 'not_specified'] as Gender[])[roll(5)] ?? 'not_known',
        year_group: year,
        registration_group: `${year}${'ABC'[roll(3)]}`,
        urn: school.urn,
        school: school.name,
        restricted: n % 31 === 12,
        address: [`${1 + roll(80)} ${STREETS[roll(STREETS.length)]}`, 'Larkham', `LK${1 + roll(9)} ${1 + roll(9)}XY`],
        parents: [
          {
            name: `${GIVEN[roll(GIVEN.length)]} ${family}`,
            relationship: roll(2) ? 'Mother' : 'Father',
            phone: `07700 900${100 + roll(899)}`,
            email: null,
          },
        ],
        registration: 'unknown',
        notes: n % 9 === 3 ? [note(made, today)] : [],
        panels: {},
        tickets: [],
      };
      for (const programme of school.programmes)
        if (isOpenTo(programme, year)) child.panels[programme] = panel(programme, made, roll(20), today, child);
      children.push(child);
    }
  });
  return { children, sessions, batches: batches(today) };
}

function note(made: number, today: string) {
  return {
    id: recordId('9', made),
    text: 'Prefers to sit down and look away. Has fainted before.',
    at: momentOn(addDays(today, -20), '10:12'),
    recorded_by: 'Moira Castell',
    state: 'received' as const,
  };
}

/** Most have consent; a few stand in each of the other places, so that every tag can be seen. */
function panel(programme: Programme, made: number, lot: number, today: string, child: Child): Panel {
  const parent = child.parents[0];
  const consent = (at: number, response: 'given' | 'refused', yes = false) => ({
    id: recordId('7', made * 10 + at),
    response,
    route: 'website' as const,
    given_by: parent?.name ?? null,
    relationship: parent?.relationship ?? null,
    reason_for_refusal:
      response === 'refused' ? (programme === 'flu' ? ('contains_gelatine' as const) : ('personal_choice' as const)) : null,
    notes: null,
    at: momentOn(addDays(today, -30 + at), '18:40'),
    withdrawn_at: null,
    notify_parents: null,
    health_answers:
      response === 'given'
        ? [
            { question: 'Does your child have any allergies?', yes, notes: yes ? 'Hay fever, and a rash after penicillin in 2021.' : null },
            { question: 'Does your child take regular medicine?', yes: false, notes: null },
            { question: 'Has your child had a reaction to a vaccine before?', yes: false, notes: null },
          ]
        : [],
    state: 'received' as const,
  });
  const triaged = (status: 'safe_to_vaccinate' | 'do_not_vaccinate' | 'keep_in_triage', notes: string) => [
    { id: recordId('6', made), status, notes, at: momentOn(addDays(today, -10), '09:30'), recorded_by: 'Moira Castell' },
  ];
  const bare: Panel = { consents: [], triage: [], vaccinations: [] };
  if (lot < 10) return { ...bare, consents: [consent(1, 'given')] };
  if (lot === 10) return { ...bare, consents: [consent(1, 'given', true)] };
  if (lot === 11)
    return {
      ...bare,
      consents: [consent(1, 'given', true)],
      triage: triaged('safe_to_vaccinate', 'Spoke to mother: hay fever only. Safe.'),
    };
  if (lot === 12)
    return {
      ...bare,
      consents: [consent(1, 'given', true)],
      triage: triaged('do_not_vaccinate', 'Under investigation for allergy. Invite later.'),
    };
  if (lot === 13) return { ...bare, consents: [consent(2, 'refused'), consent(1, 'given')] };
  if (lot === 14) return { ...bare, consents: [consent(1, 'refused')] };
  if (lot === 15) {
    return {
      ...bare,
      consents: [consent(1, 'given')],
      vaccinations: [
        {
          id: recordId('8', made),
          programme,
          date: addDays(today, -12),
          time: null,
          place: 'Larkham Health Centre',
          outcome: 'administered',
          vaccine: null,
          vaccine_name: null,
          batch_number: null,
          batch_expiry: null,
          site: null,
          method: null,
          dose_sequence: programme === 'td_ipv' ? 5 : 1,
          full_dose: null,
          protocol: null,
          identity_confirmed_by: null,
          pre_screening: [],
          notes: null,
          performer_name: null,
          session: null,
          ours: false,
          state: 'received',
        },
      ],
    };
  }
  return bare;
}

function batches(today: string): StoredBatch[] {
  return vaccines.flatMap((vaccine, at) => [
    {
      id: recordId('b', at * 2 + 1),
      vaccine,
      number: `${vaccine.brand.slice(0, 2).toUpperCase()}${4100 + at * 37}`,
      expiry: addDays(today, 40 + at * 9),
      unsent: false,
    },
    {
      id: recordId('b', at * 2 + 2),
      vaccine,
      number: `${vaccine.brand.slice(0, 2).toUpperCase()}${5200 + at * 41}`,
      expiry: addDays(today, 190 + at * 9),
      unsent: false,
    },
  ]);
}
