/** The account of one sync, however it ended: which page shows it is decided here and nowhere else. */
import { useNavigate, useParams } from 'react-router';
import type { Account } from '../backend/generated/Account';
import { useAsk } from '../shared/backend';
import { Loading } from '../shared/Loading';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { Blocked } from './ended/Blocked';
import { EndedEarly } from './ended/EndedEarly';
import { SecondLook } from './ended/SecondLook';
import { Synced } from './ended/Synced';
import { useFrom } from './from';

/** What a page of the account needs besides the account. */
export interface AccountPageProps {
  account: Account;
  /** Opened from the history: a way back there, and nothing to go on with. */
  fromHistory: boolean;
  carryOn: () => void;
  syncAgain: () => void;
}

export function AccountPage({ fromHistory = false }: { fromHistory?: boolean }) {
  const { sync = '' } = useParams();
  const navigate = useNavigate();
  const { from, state } = useFrom();
  const { clock_wrong_seconds: clock } = useStatus();
  const { data, refusal, again } = useAsk((backend) => backend.account(sync), [sync]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back="/history" /> : <Loading />;
  const props: AccountPageProps = {
    account: data,
    fromHistory,
    // A clock that is wrong by hours is told once, on a page of its own, after the account.
    carryOn: () => void (clock === null ? navigate(from, { replace: true }) : navigate('/clock', { replace: true, state: { from } })),
    syncAgain: () => void navigate('/sync/run', { replace: true, state }),
  };
  if (data.end === 'device_blocked' && !fromHistory) return <Blocked account={data} />;
  if (data.end !== 'completed') return <EndedEarly {...props} end={data.end} />;
  return data.with_support.length > 0 ? <SecondLook {...props} /> : <Synced {...props} />;
}
