/**
 * A form of the invented world, and how it stands with some answers.
 *
 * In the app every rule is worked out by the form's own logic, in Rust. Here the few rules of this one form are written out
 * by hand, so that its screens can be looked at and tested; nothing outside `memory/` sees this.
 */
import type { DrawnForm } from '../generated/DrawnForm';
import type { Filled } from '../generated/Filled';
import type { FormFault } from '../generated/FormFault';
import type { FormField } from '../generated/FormField';
import type { FormPlace } from '../generated/FormPlace';
import type { Offer } from '../generated/Offer';

type Answers = Record<string, unknown>;

const PT: Record<string, string> = {
  title: 'Visita ao agregado',
  home: 'A casa',
  nets: 'Redes',
  day: 'Dia da visita',
  consent: 'Podemos entrar?',
  head: 'Nome do chefe do agregado',
  village: 'Aldeia',
};

const EN: Record<string, string> = {
  title: 'Household visit',
  home: 'The household',
  nets: 'Nets',
  day: 'Day of the visit',
  consent: 'May we come in?',
  head: 'Name of the head of the household',
  head_hint: 'As it stands on the card',
  village: 'Village',
  members: 'Person',
  name: 'Name',
  birth: 'Born on',
  sleeps: 'Sleeps under',
  given: 'Nets handed out',
  given_many: 'This is more than one net a person, and one more',
  means: 'Ways of protection explained',
  arrived: 'Time of arrival',
  next: 'Next visit',
  where: 'Where the house stands',
  card: 'Card number',
  face: 'Photo of the card',
  sign: 'Signature of the head of the household',
  thanks: 'Thank the household before you go on.',
  remarks: 'Remarks',
};

const field = (id: string, kind: FormField['kind'], more: Partial<FormField> = {}): FormField => ({ id, kind, label: id, ...more });

export function sampleForm(version: string): DrawnForm {
  const nets = ['given', 'means', 'arrived', 'next', 'where', 'card', 'face', 'sign', 'thanks', 'remarks'];
  return {
    title: 'title',
    languages: ['en', 'pt'],
    pages: [
      { id: 'home', title: 'home', fields: ['day', 'consent', 'head', 'village', 'members'] },
      // The newer version no longer asks for the card.
      { id: 'nets', title: 'nets', fields: version === '1' ? nets : nets.filter((id) => id !== 'card') },
    ],
    fields: [
      field('day', { type: 'date' }),
      field('consent', { type: 'yes_no' }),
      field('head', { type: 'text' }, { hint: 'head_hint' }),
      field('village', { type: 'choice', list: 'village', searchable: true }),
      field('members', {
        type: 'repeat',
        max: 30,
        fields: [field('name', { type: 'text' }), field('birth', { type: 'date' }), field('sleeps', { type: 'choice', list: 'sleeps' })],
      }),
      field('given', { type: 'integer', min: 0 }),
      field('means', { type: 'choice', list: 'means', many: true }),
      field('arrived', { type: 'time' }),
      field('next', { type: 'date_time' }),
      field('where', { type: 'coordinates', accuracy: 50 }),
      field('card', { type: 'barcode' }),
      field('face', { type: 'photo' }),
      field('sign', { type: 'signature' }),
      field('thanks', { type: 'note' }),
      field('remarks', { type: 'text' }, { appearance: 'multiline' }),
    ],
    texts: { en: EN, pt: { ...EN, ...PT } },
  };
}

const LISTS: Record<string, [string, string][]> = {
  sleeps: [
    ['net', 'A net'],
    ['nothing', 'Nothing'],
  ],
  means: [
    ['net', 'Nets'],
    ['spray', 'Spraying'],
    ['drain', 'Draining puddles'],
  ],
  village: Array.from({ length: 3000 }, (_, number) => [`v${number}`, `Village ${number}`]),
};

export function offered(id: string, typed: string, most: number): Offer {
  const fits = (LISTS[id] ?? []).filter(([, label]) => label.toLowerCase().includes(typed.trim().toLowerCase()));
  return { choices: fits.slice(0, most).map(([value, label]) => ({ value, label })), more: Math.max(0, fits.length - most) };
}

const rowsOf = (answers: Answers): Answers[] => (Array.isArray(answers.members) ? (answers.members as Answers[]) : []);
const blank = (value: unknown) => value === undefined || value === null || value === '';

export function sampleFilled(form: DrawnForm, answers: Answers): Filled {
  const consent = answers.consent === true;
  const place = (field: string, ...rows: number[]): FormPlace => ({ field, rows });
  const members = rowsOf(answers).flatMap((_, row) => ['name', 'birth', 'sleeps'].map((id) => place(id, row)));
  const home = [place('day'), place('consent'), ...(consent ? [place('head'), place('village'), place('members'), ...members] : [])];
  const nets = consent ? (form.pages[1]?.fields ?? []).map((id) => place(id)) : [];
  const required = [
    place('day'),
    place('consent'),
    ...(consent ? [place('head'), ...members.filter(({ field }) => field === 'name')] : []),
  ];
  const valueAt = ({ field, rows: [row] }: FormPlace) => (row === undefined ? answers : (rowsOf(answers)[row] ?? {}))[field];
  const missing: FormFault[] = required.filter((at) => blank(valueAt(at))).map((at) => ({ ...at, code: 'required' }));
  const wrong: FormFault[] = [];
  if (!blank(answers.day) && !/^\d{4}-\d\d-\d\d$/.test(answers.day as string)) wrong.push({ ...place('day'), code: 'not_a_date' });
  const many: FormFault[] = [];
  if (typeof answers.given === 'string') many.push({ ...place('given'), code: 'not_a_number' });
  else if (typeof answers.given === 'number' && answers.given > rowsOf(answers).length + 1) {
    many.push({ ...place('given'), code: 'constraint', message: 'given_many' });
  }
  const short = [...members.filter(({ field }) => field === 'sleeps'), ...nets.filter(({ field }) => field === 'means')];
  const chosen = [
    answers.village,
    ...(Array.isArray(answers.means) ? (answers.means as unknown[]) : []),
    ...rowsOf(answers).map((row) => row.sleeps),
  ];
  const said = Object.entries(LISTS).flatMap(([list, choices]) =>
    choices.filter(([value]) => chosen.includes(value)).map(([value, label]) => ({ field: list, value, label })),
  );
  return {
    look: {
      pages: [
        { id: 'home', visible: true, faults: wrong, missing },
        { id: 'nets', visible: consent, faults: many, missing: [] },
      ],
      visible: [...home, ...nets],
      required,
      read_only: [],
      computed: [],
      elsewhere: [],
    },
    offers: short.map((at) => ({ place: at, offer: offered(at.field, '', 50) })),
    said,
  };
}
