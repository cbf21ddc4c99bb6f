/** Sessions as a nurse looks for them: what is on today, what comes next (soonest first), what was (latest first). */
import type { SessionCard } from '../backend/generated/SessionCard';

export function byDay(sessions: SessionCard[], today: string): { now: SessionCard[]; next: SessionCard[]; past: SessionCard[] } {
  const ahead = (session: SessionCard) => session.dates.find((date) => date > today);
  const last = (session: SessionCard) => session.dates.at(-1) ?? '';
  const bySchool = (a: SessionCard, b: SessionCard) => a.school.localeCompare(b.school, 'en');
  const others = sessions.filter((session) => !session.today);
  return {
    now: sessions.filter((session) => session.today).sort(bySchool),
    next: others.filter(ahead).sort((a, b) => (ahead(a) ?? '').localeCompare(ahead(b) ?? '') || bySchool(a, b)),
    past: others.filter((session) => !ahead(session)).sort((a, b) => last(b).localeCompare(last(a)) || bySchool(a, b)),
  };
}
