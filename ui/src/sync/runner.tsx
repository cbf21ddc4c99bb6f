/**
 * The one sync that may be going on, kept above the pages: it goes on when its page is left, and a page that comes back finds it.
 *
 * It ends on the screen no sooner than the least display time after it began, and never later than it must.
 */
import { createContext, useCallback, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Account } from '../backend/generated/Account';
import type { CommandError } from '../backend/generated/CommandError';
import type { Progress } from '../backend/generated/Progress';
import type { Unit } from '../backend/generated/Unit';
import type { Backend } from '../backend';
import { asRefusal, useBackend } from '../shared/backend';
import { useStatus } from '../shared/status';
import { forward } from './progress';

export type Run =
  | { state: 'idle' }
  | { state: 'running'; progress: Progress | null }
  | { state: 'ended'; account: Account; progress: Progress | null }
  | { state: 'refused'; refusal: CommandError };

interface Runner {
  run: Run;
  /** Begins a sync, or joins the one that runs. */
  start: () => void;
  /** The same with these parts alone. */
  startParts: (units: Unit[]) => void;
  /**
   * A page looks on until it calls what it gets; with it the end is told, and the next sync begins afresh. Without a page
   * that looks on, an end is shown by the history alone.
   */
  watch: () => () => void;
  /** Asks it to stop; its account follows. */
  stop: () => void;
}

const Context = createContext<Runner | null>(null);

export function SyncRunner({ children }: { children: ReactNode }) {
  const backend = useBackend();
  const { minimum_display_ms: least } = useStatus();
  const [run, setRun] = useState<Run>({ state: 'idle' });
  const running = useRef(false);
  const watchers = useRef(0);
  const watch = useCallback(() => {
    watchers.current++;
    return () => {
      watchers.current--;
      setRun((before) => (before.state === 'running' ? before : { state: 'idle' }));
    };
  }, []);

  const begin = useCallback(
    (units?: Unit[]) => {
      if (running.current) return;
      running.current = true;
      const began = performance.now();
      let progress: Progress | null = null;
      setRun({ state: 'running', progress });
      const onProgress = (next: Progress) => {
        progress = forward(progress, next);
        setRun((before) => (before.state === 'running' ? { state: 'running', progress } : before));
      };
      const end = async (last: Run) => {
        const rest = least - (performance.now() - began);
        if (rest > 0) await new Promise((done) => setTimeout(done, rest));
        running.current = false;
        setRun(watchers.current > 0 ? last : { state: 'idle' });
      };
      syncOf(backend, units, onProgress).then(
        (account) => end({ state: 'ended', account, progress }),
        (thrown: unknown) => end({ state: 'refused', refusal: asRefusal(thrown) }),
      );
    },
    [backend, least],
  );

  const runner = useMemo<Runner>(
    () => ({ run, start: () => begin(), startParts: begin, watch, stop: () => void backend.stopSync() }),
    [run, begin, watch, backend],
  );
  return <Context value={runner}>{children}</Context>;
}

/** All of it, or some parts; where something is sent there is an account either way. */
async function syncOf(backend: Backend, units: Unit[] | undefined, onProgress: (progress: Progress) => void): Promise<Account> {
  if (!units) return backend.sync(onProgress);
  const sync = await backend.syncUnits(units, false, onProgress);
  // They wait for the sync that goes on: that is what the page says then.
  if (sync === null) throw BUSY;
  return backend.account(sync);
}

const BUSY: CommandError = { code: 'busy', faults: [], tries_left: null, wait_seconds: null, reference: '' };

export function useSyncRunner(): Runner {
  const runner = useContext(Context);
  if (!runner) throw new Error('no sync runner around this screen');
  return runner;
}
