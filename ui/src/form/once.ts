/** Asks once, when the page opens: what is being filled in is never overwritten by what a bell brings. */
import { useEffect, useState } from 'react';
import type { CommandError } from '../backend/generated/CommandError';
import { asRefusal } from '../shared/backend';

export function useOnce<T>(
  ask: () => Promise<T>,
  about: string,
): { data: T | undefined; refusal: CommandError | undefined; again: () => void } {
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState<{ about: string; data?: T; refusal?: CommandError }>();
  useEffect(() => {
    let late = false;
    ask().then(
      (data) => !late && setAnswer({ about, data }),
      (thrown: unknown) => !late && setAnswer({ about, refusal: asRefusal(thrown) }),
    );
    return () => {
      late = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the question is the same as long as `about` is
  }, [about, turn]);
  const current = answer?.about === about ? answer : undefined;
  return { data: current?.data, refusal: current?.refusal, again: () => setTurn((turn) => turn + 1) };
}
