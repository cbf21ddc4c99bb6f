/** The addresses of the pages of forms. Ids only. */
import type { EntryAbout } from '../backend/generated/EntryAbout';
import type { RecordId } from '../backend/generated/RecordId';

export const formsPath = '/forms';
export const entriesPath = '/entries';

export function newEntryPath(form: string, about?: Partial<EntryAbout>): string {
  const named = Object.entries(about ?? {}).filter((pair): pair is [string, string] => typeof pair[1] === 'string');
  const search = new URLSearchParams(named).toString();
  return `/forms/${encodeURIComponent(form)}/new${search ? `?${search}` : ''}`;
}

export function draftPath(draft: RecordId, page?: string | null): string {
  return `/drafts/${draft}${page ? `/${encodeURIComponent(page)}` : ''}`;
}

export function carryPath(draft: RecordId): string {
  return `/carry/${draft}`;
}

export function entryPath(entry: RecordId): string {
  return `${entriesPath}/${entry}`;
}
