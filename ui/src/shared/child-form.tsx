/** What every form about a child and a programme begins with: ask for her, for an id in case something new is recorded, and for what else it needs. */
import { Fragment, type ReactNode } from 'react';
import { Navigate, useParams, useSearchParams } from 'react-router';
import type { Backend } from '../backend';
import type { ChildPage } from '../backend/generated/ChildPage';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { useAsk } from './backend';
import { Loading } from './Loading';
import { childPath } from './paths';
import { RefusalPage } from './Refusal';

export interface AboutChild<More> {
  page: ChildPage;
  /** For what is recorded anew; a form has it from the start, so that saving twice records once. */
  freshId: RecordId;
  programme: Programme;
  /** The record that is corrected; none for a new one. */
  record: RecordId | null;
  more: More;
}

interface ChildFormProps<More> {
  /** What else the form needs to be filled in. */
  also: (backend: Backend, programme: Programme) => Promise<More>;
  children: (about: AboutChild<More>) => ReactNode;
}

/** Asks, and shows the form anew for another child, programme or record. A programme that is not hers leads back to her. */
export function ChildForm<More>({ also, children }: ChildFormProps<More>) {
  const { session = null, child = '', programme: named = '' } = useParams();
  const [search] = useSearchParams();
  const record = search.get('record');
  const programme = named as Programme;
  const { data, refusal, again } = useAsk(
    async (backend) => {
      const [page, freshId, more] = await Promise.all([backend.child(child, session), backend.newId(), also(backend, programme)]);
      return { page, freshId, more };
    },
    [session, child, programme, also],
  );
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={childPath(child, session)} /> : <Loading />;
  if (!data.page.programmes.some((panel) => panel.programme === programme)) return <Navigate to={childPath(child, session)} replace />;
  return <Fragment key={`${child}/${programme}/${record}`}>{children({ ...data, programme, record })}</Fragment>;
}

/** For a form that needs nothing else. */
export const nothingElse = () => Promise.resolve(null);
