/** The way from a screen to the backend: ask for something, or do something, and hear in a closed code when it is refused. */
import { createContext, useCallback, useContext, useEffect, useRef, useState, type DependencyList, type ReactNode } from 'react';
import type { Backend } from '../backend';
import type { CommandError } from '../backend/generated/CommandError';

const Context = createContext<Backend | null>(null);

export function BackendProvider({ backend, children }: { backend: Backend; children: ReactNode }) {
  return <Context value={backend}>{children}</Context>;
}

export function useBackend(): Backend {
  const backend = useContext(Context);
  if (!backend) throw new Error('no backend around this screen');
  return backend;
}

/** Whatever was thrown, as a refusal. What is not one is our own mistake, and says so. */
export function asRefusal(thrown: unknown): CommandError {
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'reference' in thrown) {
    return thrown as CommandError;
  }
  return { code: 'internal', faults: [], tries_left: null, wait_seconds: null, reference: 'UI-0' };
}

export interface Asked<T> {
  /** The last answer; kept while it is asked again. */
  data: T | undefined;
  refusal: CommandError | undefined;
  again: () => void;
}

/**
 * Asks when the screen opens, when `deps` change and after every bell. A late answer to an old question is dropped;
 * an answer to a former question is not shown for a new one.
 */
export function useAsk<T>(ask: (backend: Backend) => Promise<T>, deps: DependencyList): Asked<T> {
  const backend = useBackend();
  const [answer, setAnswer] = useState<{ to: object; data?: T; refusal?: CommandError }>();
  // eslint-disable-next-line react-hooks/exhaustive-deps, react-hooks/use-memo -- the caller names what its question depends on
  const question = useCallback(ask, deps);
  const turn = useRef(0);
  const again = useCallback(() => {
    const mine = ++turn.current;
    question(backend).then(
      (data) => mine === turn.current && setAnswer({ to: question, data }),
      (thrown: unknown) =>
        mine === turn.current &&
        setAnswer((before) => ({ to: question, refusal: asRefusal(thrown), data: before?.to === question ? before.data : undefined })),
    );
  }, [backend, question]);
  useEffect(() => {
    again();
    const stop = backend.onBell(again);
    const turns = turn;
    return () => {
      turns.current++;
      stop();
    };
  }, [backend, again]);
  const current = answer?.to === question ? answer : undefined;
  return { data: current?.data, refusal: current?.refusal, again };
}

export interface Act<A extends unknown[], T> {
  /** Does it; the answer, or undefined where it was refused. A second press while the first runs does nothing. */
  run: (...args: A) => Promise<{ value: T } | undefined>;
  busy: boolean;
  refusal: CommandError | undefined;
  forget: () => void;
}

/** Does something once at a time, and keeps the refusal for the page to show. */
export function useAct<A extends unknown[], T>(act: (backend: Backend, ...args: A) => Promise<T>): Act<A, T> {
  const backend = useBackend();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<CommandError>();
  const running = useRef(false);
  const run = async (...args: A) => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setRefusal(undefined);
    try {
      return { value: await act(backend, ...args) };
    } catch (thrown) {
      setRefusal(asRefusal(thrown));
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { run, busy, refusal, forget: () => setRefusal(undefined) };
}
