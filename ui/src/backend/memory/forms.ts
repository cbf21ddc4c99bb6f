/** Forms in the invented world: one form, its drafts, its entries. The same promises as the app's, kept in memory. */
import type { CarryPreview } from '../generated/CarryPreview';
import type { DraftCard } from '../generated/DraftCard';
import type { DraftChange } from '../generated/DraftChange';
import type { EntryAbout } from '../generated/EntryAbout';
import type { EntryCard } from '../generated/EntryCard';
import type { EntryPage } from '../generated/EntryPage';
import type { DrawnForm } from '../generated/DrawnForm';
import type { Filled } from '../generated/Filled';
import type { FormCard } from '../generated/FormCard';
import type { FormIdentity } from '../generated/FormIdentity';
import type { KeptPicture } from '../generated/KeptPicture';
import type { Offer } from '../generated/Offer';
import type { OfferAsk } from '../generated/OfferAsk';
import type { OpenDraft } from '../generated/OpenDraft';
import type { Picture } from '../generated/Picture';
import type { Saved } from '../generated/Saved';
import type { Who } from '../generated/Who';
import { offered, sampleFilled, sampleForm } from './form-sample';
import { refusal } from './refusal';
import { momentText } from './time';

const TITLE = { en: 'Household visit', pt: 'Visita ao agregado' };
const MOST = 50;

interface Draft {
  card: DraftCard;
  answers: Record<string, unknown>;
  touched: boolean;
  gone: boolean;
}

interface Entry {
  card: Omit<EntryCard, 'who'>;
  answers: Record<string, unknown>;
}

export class Forms {
  private version = '1';
  private drafts = new Map<string, Draft>();
  private entered: Entry[] = [];
  private pictures = new Map<string, Picture>();

  constructor(
    private changed: () => void,
    private who: (about: EntryAbout) => Who,
  ) {}

  /** A newer version is published; for tests. */
  publish(version: string): void {
    this.version = version;
    this.changed();
  }

  forms(): FormCard[] {
    const identity = identityOf(this.version);
    return [
      { identity, campaign: 'nets', title: TITLE, languages: ['en', 'pt'], drafts: this.list().length, entries: this.entered.length },
    ];
  }

  open(form: string, about: EntryAbout): string {
    if (form !== 'household_visit') throw refusal('not_found');
    const draft = crypto.randomUUID();
    const now = momentText(new Date());
    const card = {
      draft,
      identity: identityOf(this.version),
      title: TITLE,
      begun_at: now,
      changed_at: now,
      page: null,
      about,
      newer: null,
    };
    this.drafts.set(draft, { card, answers: {}, touched: false, gone: false });
    return draft;
  }

  list(): DraftCard[] {
    return [...this.drafts.values()].filter((draft) => draft.touched && !draft.gone).map((draft) => this.cardOf(draft));
  }

  draft(id: string): OpenDraft {
    const draft = this.found(id);
    const form = sampleForm(draft.card.identity.version);
    return {
      card: this.cardOf(draft),
      form,
      answers: draft.answers,
      filled: onPage(form, draft.answers, draft.card.page ?? form.pages[0]?.id),
    };
  }

  save({ draft: id, answers, page }: DraftChange): Filled {
    const draft = this.found(id);
    draft.touched ||= JSON.stringify(answers) !== JSON.stringify(draft.answers);
    draft.answers = answers;
    draft.card = { ...draft.card, page, changed_at: momentText(new Date()) };
    return onPage(sampleForm(draft.card.identity.version), answers, page ?? undefined);
  }

  discard(id: string, gone: boolean): void {
    const draft = this.drafts.get(id);
    if (!draft) throw refusal('not_found');
    draft.gone = gone;
    this.changed();
  }

  offer({ place, typed }: OfferAsk): Offer {
    return offered(place.field, typed, MOST);
  }

  carryPreview(id: string): CarryPreview {
    const { card, answers } = this.found(id);
    const { newer } = this.cardOf(this.found(id));
    if (!newer) throw refusal('not_found');
    const words = sampleForm('1').texts.en!;
    const fields = Object.entries(answers).map(([field, answer]) => ({
      carried: { field, rows: [], fate: field === 'card' ? ('dropped' as const) : ('kept' as const) },
      label: words[field] ?? field,
      answer,
    }));
    return { from: card.identity, to: newer, fields };
  }

  carryOver(id: string): void {
    const draft = this.found(id);
    draft.answers = Object.fromEntries(Object.entries(draft.answers).filter(([field]) => field !== 'card'));
    draft.card = { ...draft.card, identity: identityOf(this.version) };
    this.changed();
  }

  enter(id: string): Saved {
    const { card, answers } = this.found(id);
    const { look } = this.draft(id).filled;
    if (look.pages.some((page) => page.faults.length + page.missing.length > 0)) throw refusal('invalid');
    const { identity, title, about } = card;
    this.entered.unshift({
      card: { record: id, identity, title, at: momentText(new Date()), about, state: 'waiting', registration: null, receipt: null },
      answers,
    });
    this.drafts.delete(id);
    this.changed();
    return { record: id, changed: true };
  }

  /** The service has them all; for tests. */
  arrive(): void {
    this.entered = this.entered.map(({ card, answers }, number) => ({
      card: { ...card, state: 'received' as const, registration: `E-${String(number + 1).padStart(6, '0')}`, receipt: '7F3K-Q2' },
      answers,
    }));
    this.changed();
  }

  entries({ household, individual }: EntryAbout): EntryCard[] {
    const about = ({ card }: Entry) =>
      (!household || card.about.household === household) && (!individual || card.about.individual === individual);
    return this.entered.filter(about).map((entry) => this.named(entry));
  }

  entry(id: string): EntryPage {
    const entry = this.entered.find(({ card }) => card.record === id);
    if (!entry) throw refusal('not_found');
    const form = sampleForm(entry.card.identity.version);
    return { ...entry, card: this.named(entry), form, filled: sampleFilled(form, entry.answers) };
  }

  async keep(picture: Picture): Promise<KeptPicture> {
    const bytes = Uint8Array.from(atob(picture.base64), (letter) => letter.charCodeAt(0));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    this.pictures.set(sha256, picture);
    return { sha256, media_type: picture.media_type, bytes: bytes.length };
  }

  picture(sha256: string): Picture {
    const picture = this.pictures.get(sha256);
    if (!picture) throw refusal('not_found');
    return picture;
  }

  /** Pictures that entries name which were not sent. */
  unsentPictures(): number {
    const unsent = this.entered.filter(({ card }) => card.state === 'waiting').map(({ answers }) => JSON.stringify(answers));
    return [...this.pictures.keys()].filter((sha256) => unsent.some((answers) => answers.includes(sha256))).length;
  }

  private named({ card }: Entry): EntryCard {
    return { ...card, who: this.who(card.about) };
  }

  private found(id: string): Draft {
    const draft = this.drafts.get(id);
    if (!draft || draft.gone) throw refusal('not_found');
    return draft;
  }

  private cardOf({ card }: Draft): DraftCard {
    return { ...card, newer: card.identity.version === this.version ? null : identityOf(this.version) };
  }
}

function identityOf(version: string): FormIdentity {
  return { id: 'household_visit', version, sha256: version.padStart(64, '0') };
}

/** How it stands, with what the lists of that page offer and no others: as the app has it. */
function onPage(form: DrawnForm, answers: Record<string, unknown>, page: string | undefined): Filled {
  const filled = sampleFilled(form, answers);
  const here = form.pages.find(({ id }) => id === page)?.fields ?? [];
  const group = (field: string) =>
    form.fields.find(({ id, kind }) => id === field || (kind.type === 'repeat' && kind.fields.some((each) => each.id === field)));
  return { ...filled, offers: filled.offers.filter(({ place }) => here.includes(group(place.field)?.id ?? place.field)) };
}
