/**
 * Children of one name in one session: each is marked, so that a record is not written to the other one.
 *
 * Looked for among all children of the session, whatever the list is narrowed to: the other one may just be out of sight.
 */
import type { ChildRow } from '../backend/generated/ChildRow';
import type { RecordId } from '../backend/generated/RecordId';

type Named = Pick<ChildRow, 'id' | 'given_name' | 'family_name' | 'preferred_name'>;

/** Those who share a family name and a name they are called by with somebody else here. */
export function namesakes(children: readonly Named[]): Set<RecordId> {
  const called = new Map<string, RecordId[]>();
  for (const child of children) {
    for (const name of new Set([plain(child.given_name), plain(child.preferred_name ?? child.given_name)])) {
      const key = `${name} ${plain(child.family_name)}`;
      called.set(key, [...(called.get(key) ?? []), child.id]);
    }
  }
  return new Set([...called.values()].filter((ids) => ids.length > 1).flat());
}

/** José, JOSE and jose are one name to the ear. */
function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').trim().toLocaleLowerCase('en-GB');
}
