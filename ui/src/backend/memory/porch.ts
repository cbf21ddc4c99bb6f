/**
 * The invented world's porch: who is here, who comes in, her code, what keeps the work safe.
 *
 * It plays the app's promises, not its secrets: words and codes lie here in plain memory.
 */
import type { BrowserSignIn } from '../generated/BrowserSignIn';
import type { CodeStrength } from '../generated/CodeStrength';
import type { HandedIn } from '../generated/HandedIn';
import type { KeychainStanding } from '../generated/KeychainStanding';
import type { Notice } from '../generated/Notice';
import type { OfflineWords } from '../generated/OfflineWords';
import type { PersonLine } from '../generated/PersonLine';
import type { ReleaseForm } from '../generated/ReleaseForm';
import type { RescueSaved } from '../generated/RescueSaved';
import type { SettingsCard } from '../generated/SettingsCard';
import { refusal } from './refusal';
import { momentText } from './time';

/** The code that unlocks, and the only password there is. */
export const CODE = 'anchor bicycle cactus dolphin ember';
export const PASSWORD = 'correct horse';

const OTHERS = ['falcon garden harbour island jungle', 'kettle ladder marble needle orange', CODE];

export const NADIA = '0199aaaa-0000-7000-8000-000000000001';
export const PRIYA = '0199aaaa-0000-7000-8000-000000000002';

const ROOT = '/home/nadia';

export class Porch {
  people: PersonLine[];
  notice: Notice | null = null;
  choosing: { name: string; released: boolean } | null = null;
  release: { person: string; name: string; words: string; state: 'waiting' | 'refused' } | null = null;
  browser: BrowserSignIn | null = null;
  code = CODE;
  secondCopy: string | null = null;
  keychain: KeychainStanding = 'off';
  private shown: string | null = null;
  private turn = 0;

  constructor(
    alone: boolean,
    nobody: boolean,
    private ring: () => void,
  ) {
    const line = (person: string, name: string, username: string, waiting: number, days: number): PersonLine => ({
      person,
      name,
      username,
      waiting,
      last_used: momentText(new Date(Date.now() - days * 24 * 3600_000)),
      wait_seconds: 0,
      sound: true,
      expired: false,
      keychain: false,
      can_be_released: true,
    });
    const nadia = line(NADIA, 'Nadia Rahman', 'nadia.rahman', 3, 0);
    const priya = line(PRIYA, 'Priya Shah', 'priya.shah', 2, 1);
    this.people = nobody ? [] : alone ? [nadia] : [nadia, priya];
  }

  person(person: string): PersonLine {
    const found = this.people.find((each) => each.person === person);
    if (!found) throw refusal('not_found');
    return found;
  }

  suggest(others: boolean): OfflineWords {
    if (!this.choosing) throw refusal('not_found');
    if (others) this.turn++;
    this.shown = (this.turn === 0 ? CODE : OTHERS[(this.turn - 1) % OTHERS.length]) ?? CODE;
    return { words: this.shown.split(' ') };
  }

  judge = (code: string): CodeStrength => (code.trim().length < 12 ? 'too_short' : new Set(code).size < 9 ? 'guessable' : 'enough');

  propose(code: string): void {
    if (this.judge(code) !== 'enough') throw refusal('weak_code');
    this.shown = code.trim();
  }

  confirm(typed: string): void {
    if (typed.trim().split(/\s+/).join(' ') !== this.shown) throw refusal('does_not_match');
    this.code = this.shown;
    this.choosing = null;
    this.shown = null;
  }

  askRelease(form: ReleaseForm): void {
    if (form.password !== PASSWORD) throw refusal('wrong_credentials');
    this.release = { person: form.person, name: this.person(form.person).name, words: '4F7-K2Q', state: 'waiting' };
    this.ring();
  }

  /** What somebody at support presses; for tests. */
  supportDecides(released: boolean): void {
    if (!this.release) return;
    if (released) {
      this.choosing = { name: this.release.name, released: true };
      this.release = null;
    } else this.release.state = 'refused';
    this.ring();
  }

  startAgain(person: string): void {
    this.people = this.people.filter((each) => each.person !== person);
    this.notice = null;
    this.ring();
  }

  sendCopy(person: string): HandedIn {
    const line = this.person(person);
    if (line.waiting === 0) throw refusal('nothing_there');
    const sent = line.waiting;
    this.people = this.people.map((each) => (each === line ? { ...line, waiting: 0 } : each));
    this.ring();
    return { person, name: line.name, changes: sent, taken: sent - 1, already: 1, with_support: 0, reference: 'R4-11Q' };
  }

  rescue(folder: string, changes: number, pictures: number, closed: boolean): RescueSaved {
    if (!folder.startsWith('/')) throw refusal('folder_not_writable');
    return { file: `${folder}/daybook-rescue-2026-09-14-7f3k.daybook`, changes, pictures, pictures_left_out: 0, bytes: 14_200, closed };
  }

  card(copied: number): SettingsCard {
    return {
      folder: `${ROOT}/.local/share/daybook`,
      second_copy: this.secondCopy,
      copied,
      copied_at: copied > 0 ? momentText(new Date()) : null,
      lock_after_minutes: 15,
      expires_after_days: 30,
      space_low_mb: 500,
      keychain: this.keychain,
      pinned: false,
      journal: `${ROOT}/.local/share/daybook/journal.log`,
    };
  }
}
