/** Where the app stands, asked for once for everybody and again after every bell. */
import { createContext, useContext, type ReactNode } from 'react';
import type { Status } from '../backend/generated/Status';
import { useAsk } from './backend';
import { Loading } from './Loading';
import { RefusalPage } from './Refusal';

const Context = createContext<Status | null>(null);

export function StatusProvider({ children }: { children: ReactNode }) {
  const { data, refusal, again } = useAsk((backend) => backend.status(), []);
  if (data) return <Context value={data}>{children}</Context>;
  return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
}

export function useStatus(): Status {
  const status = useContext(Context);
  if (!status) throw new Error('no status around this screen');
  return status;
}
