/** What the screens are told about the invented world: cards, rows, pages and where each child stands. */
import type { ChildPage } from '../generated/ChildPage';
import type { ChildQuery } from '../generated/ChildQuery';
import type { ChildRow } from '../generated/ChildRow';
import type { EntryRow } from '../generated/EntryRow';
import type { Programme } from '../generated/Programme';
import type { SessionCard } from '../generated/SessionCard';
import type { Standing } from '../generated/Standing';
import type { Child, Panel, Session, World } from './shape';
import { isOpenTo } from './world';
import { schoolYearStart } from './time';

const MOST_DOSES: Record<Programme, number> = { flu: 2, hpv: 3, menacwy: 3, mmr: 2, td_ipv: 6 };

export function standing(programme: Programme, panel: Panel, today: string): Standing {
  const given = panel.vaccinations.filter((dose) => dose.outcome === 'administered');
  const thisYear = given.some((dose) => dose.date >= schoolYearStart(today));
  const complete =
    programme === 'flu'
      ? thisYear
      : programme === 'mmr'
        ? given.length >= 2
        : programme === 'td_ipv'
          ? thisYear || given.some((dose) => (dose.dose_sequence ?? 0) >= 5)
          : given.length > 0;
  if (complete) return 'vaccinated';
  if (panel.vaccinations.some((visit) => visit.date === today && visit.outcome !== 'administered')) return 'not_vaccinated';
  const answers = panel.consents.filter((consent) => !consent.withdrawn_at && consent.response !== 'not_provided');
  const yes = answers.some((consent) => consent.response === 'given');
  const no = answers.some((consent) => consent.response === 'refused');
  if (!yes && !no) return 'no_response';
  if (yes && no) return 'consent_conflicts';
  if (no) return 'consent_refused';
  const latest = panel.triage[0]?.status;
  if (latest === 'safe_to_vaccinate') return 'ready';
  if (latest === 'keep_in_triage') return 'triage_needed';
  if (latest) return 'do_not_vaccinate';
  return answers.some((consent) => consent.health_answers.some((answer) => answer.yes)) ? 'triage_needed' : 'ready';
}

export class View {
  constructor(
    private world: World,
    private entries: () => EntryRow[],
    private today: string,
  ) {}

  child(id: string): Child | undefined {
    return this.world.children.find((child) => child.id === id);
  }

  session(id: string): Session | undefined {
    return this.world.sessions.find((session) => session.id === id);
  }

  ofSession(session: Session): Child[] {
    return this.world.children
      .filter((child) => child.urn === session.urn && session.programmes.some((programme) => isOpenTo(programme, child.year_group)))
      .sort((a, b) => a.family_name.localeCompare(b.family_name, 'en') || a.given_name.localeCompare(b.given_name, 'en'));
  }

  row(child: Child): ChildRow {
    return {
      id: child.id,
      given_name: child.given_name,
      family_name: child.family_name,
      preferred_name: child.preferred_name,
      date_of_birth: child.date_of_birth,
      nhs_number: child.nhs_number,
      year_group: child.year_group,
      registration_group: child.registration_group,
      school: child.urn,
      standings: this.programmes(child).map((programme) => ({ programme, standing: this.standing(child, programme) })),
      registration: child.registration,
      unsent: this.entries().some((entry) => entry.child === child.id && entry.receipt === null),
      with_support: child.tickets.some((ticket) => ticket.state === 'open'),
    };
  }

  card(session: Session): SessionCard {
    const children = this.ofSession(session);
    return {
      id: session.id,
      location: session.urn,
      school: session.school,
      dates: session.dates,
      today: session.dates.includes(this.today),
      programmes: session.programmes,
      registration_required: session.registration_required,
      children: children.length,
      ready: children.filter((child) => this.programmes(child).some((programme) => this.standing(child, programme) === 'ready')).length,
      vaccinated_today: children.filter((child) =>
        Object.values(child.panels).some((panel) =>
          panel.vaccinations.some((dose) => dose.session === session.id && dose.date === this.today && dose.outcome === 'administered'),
        ),
      ).length,
      unsent: children.filter((child) => this.row(child).unsent).length,
    };
  }

  page(child: Child, session: Session | undefined): ChildPage {
    return {
      row: this.row(child),
      gender: child.gender,
      nhs_number_invalidated: child.nhs_number_invalidated,
      school_name: child.school,
      contacts: child.restricted ? null : { address: child.address, parents: child.parents },
      restricted: child.restricted,
      session: session ? this.card(session) : null,
      programmes: this.programmes(child).map((programme) => {
        const panel = child.panels[programme] ?? { consents: [], triage: [], vaccinations: [] };
        const given = panel.vaccinations.filter((dose) => dose.outcome === 'administered').length;
        return {
          programme,
          standing: this.standing(child, programme),
          next_dose: programme === 'td_ipv' ? 5 : Math.min(given + 1, MOST_DOSES[programme]),
          most_doses: MOST_DOSES[programme],
          consents: [...panel.consents].sort(newest),
          triage: [...panel.triage].sort(newest),
          vaccinations: [...panel.vaccinations].sort((a, b) => b.date.localeCompare(a.date)),
        };
      }),
      notes: [...child.notes].sort(newest),
      entries: this.entries()
        .filter((entry) => entry.child === child.id)
        .sort(newest),
      tickets: child.tickets,
    };
  }

  find(query: ChildQuery): ChildRow[] {
    const session = query.session ? this.session(query.session) : undefined;
    const among = session ? this.ofSession(session) : this.world.children;
    return among
      .filter((child) => matches(child, query.text))
      .map((child) => this.row(child))
      .filter((row) => query.year_group === null || row.year_group === query.year_group)
      .filter((row) => query.registration === null || row.registration === query.registration)
      .filter((row) => {
        const places = row.standings.filter((each) => query.programme === null || each.programme === query.programme);
        return query.programme === null && query.standing === null
          ? true
          : places.some((each) => query.standing === null || each.standing === query.standing);
      });
  }

  standing(child: Child, programme: Programme): Standing {
    return standing(programme, child.panels[programme] ?? { consents: [], triage: [], vaccinations: [] }, this.today);
  }

  private programmes(child: Child): Programme[] {
    return Object.keys(child.panels) as Programme[];
  }
}

const newest = (a: { at: string }, b: { at: string }) => b.at.localeCompare(a.at);

/** Every word typed is somewhere in a name or begins the number; one wrong letter in a longer word is forgiven. */
function matches(child: Child, text: string): boolean {
  const digits = text.replaceAll(' ', '');
  if (/^\d{3,}$/.test(digits)) return child.nhs_number?.startsWith(digits) ?? false;
  const names = [child.given_name, child.family_name, child.preferred_name ?? ''].map(plain);
  return plain(text)
    .split(' ')
    .filter(Boolean)
    .every((word) => names.some((name) => name.includes(word) || (word.length > 3 && oneOff(name.slice(0, word.length), word))));
}

const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toLowerCase();

function oneOff(a: string, b: string): boolean {
  return a.length === b.length && [...a].filter((letter, at) => letter !== b[at]).length <= 1;
}
