/** The addresses of the nurse's pages. Ids only: a name or a number never stands in an address. */
import type { Kind } from '../backend/generated/Kind';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';

export const sessionsPath = '/';
export const batchesPath = '/batches';

export function addBatchPath(programme: Programme): string {
  return `${batchesPath}/${programme}/add`;
}

export function sessionPath(session: RecordId): string {
  return `/sessions/${session}`;
}

export function registerPath(session: RecordId): string {
  return `/sessions/${session}/register`;
}

/** A child, seen from a session or from nowhere in particular. */
export function childPath(child: RecordId, session: RecordId | null): string {
  return session ? `/sessions/${session}/children/${child}` : `/children/${child}`;
}

export function vaccinatePath(session: RecordId, child: RecordId, programme: Programme): string {
  return `${childPath(child, session)}/vaccinate/${programme}`;
}

export function notGivenPath(session: RecordId, child: RecordId, programme: Programme): string {
  return `${childPath(child, session)}/not-given/${programme}`;
}

export function consentPath(child: RecordId, session: RecordId | null, programme: Programme): string {
  return `${childPath(child, session)}/consent/${programme}`;
}

export function notePath(child: RecordId, session: RecordId | null): string {
  return `${childPath(child, session)}/note`;
}

export function removePath(child: RecordId, session: RecordId | null, kind: Kind, record: RecordId): string {
  return `${childPath(child, session)}/remove/${kind}/${record}`;
}
