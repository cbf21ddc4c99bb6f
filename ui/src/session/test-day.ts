/** For tests: a session of today in the invented world, and a child of it who stands as wanted. */
import type { ChildRow } from '../backend/generated/ChildRow';
import type { Programme } from '../backend/generated/Programme';
import type { Standing } from '../backend/generated/Standing';
import { memoryBackend, type Desk } from '../backend/memory';
import { childPath } from '../shared/paths';

export interface Day {
  backend: Desk;
  session: string;
  children: ChildRow[];
  /** The first child who stands so with all of these programmes. */
  who: (standings: Partial<Record<Programme, Standing>>) => ChildRow;
  /** The address of her page. */
  at: (child: ChildRow) => string;
}

/** Offline, nothing recorded yet: the page "You're back online" has no reason to come. */
export async function dayAt(school: RegExp): Promise<Day> {
  const backend = memoryBackend('offline', { work: false });
  const card = (await backend.sessions()).find((each) => school.test(each.school));
  if (!card) throw new Error('no such session');
  const { children } = await backend.session(card.id);
  return {
    backend,
    session: card.id,
    children,
    who: (wanted) => {
      const stands = (child: ChildRow) =>
        Object.entries(wanted).every(([programme, standing]) =>
          child.standings.some((each) => each.programme === programme && each.standing === standing),
        );
      const child = children.find(stands);
      if (!child) throw new Error('no such child');
      return child;
    },
    at: (child) => childPath(child.id, card.id),
  };
}
