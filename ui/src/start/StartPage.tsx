/** Where a day begins: at the sessions, or, for who works in areas only, at what she does there. */
import { useAsk } from '../shared/backend';
import { Loading } from '../shared/Loading';
import { useStatus } from '../shared/status';
import { SessionsPage } from '../sessions/SessionsPage';
import { TodayPage } from './TodayPage';

export function StartPage() {
  const areas = (useStatus().person?.areas.length ?? 0) > 0;
  return areas ? <OfWorker /> : <SessionsPage />;
}

/** A refusal is the sessions' page to tell. */
function OfWorker() {
  const { data, refusal } = useAsk(async (backend) => (await backend.sessions()).length > 0, []);
  if (data === undefined && !refusal) return <Loading />;
  return data === false ? <TodayPage /> : <SessionsPage />;
}
