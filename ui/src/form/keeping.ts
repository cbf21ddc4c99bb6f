/**
 * Keeping a draft: each change goes to the disk at once, one after the other, and the newest is the last to be written.
 *
 * While one is on its way the next waits, and takes the place of one that waits already: each is the whole draft. "Saved on
 * this device" is said only when the answer to the newest change is there (law 1).
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CommandError } from '../backend/generated/CommandError';
import type { DraftChange } from '../backend/generated/DraftChange';
import type { Filled } from '../backend/generated/Filled';
import type { OpenDraft } from '../backend/generated/OpenDraft';
import { asRefusal, useBackend } from '../shared/backend';
import type { Answers } from './answers';

export type Kept = 'untouched' | 'saving' | 'saved' | 'not_saved';

export interface Keeping {
  answers: Answers;
  filled: Filled;
  kept: Kept;
  refusal: CommandError | undefined;
  /** Keeps what is filled in now, and gives how it stands once all of it is on the disk; nothing where it could not be kept. */
  keep: (answers: Answers, page?: string) => Promise<Filled | undefined>;
}

/** What waits to be written, and the writing that goes on. */
interface Line {
  next?: DraftChange;
  writing?: Promise<Filled | undefined>;
}

export function useKeeping(open: OpenDraft, language: string, page: string): Keeping {
  const backend = useBackend();
  const [answers, setAnswers] = useState<Answers>(open.answers);
  const [filled, setFilled] = useState<Filled>(open.filled);
  const [kept, setKept] = useState<Kept>('untouched');
  const [refusal, setRefusal] = useState<CommandError>();
  const { draft } = open.card;
  const line = useRef<Line>({});
  const latest = useRef<Answers>(open.answers);

  const put = useCallback(
    (change: DraftChange) => {
      const write = async () => {
        let last: Filled | undefined;
        for (let next = line.current.next; next; next = line.current.next) {
          line.current.next = undefined;
          try {
            last = await backend.saveDraft(next);
            setRefusal(undefined);
            setFilled(last);
          } catch (thrown) {
            last = undefined;
            setRefusal(asRefusal(thrown));
          }
        }
        line.current.writing = undefined;
        setKept(last ? 'saved' : 'not_saved');
        return last;
      };
      line.current.next = change;
      line.current.writing ??= write();
      return line.current.writing;
    },
    [backend],
  );

  const keep = useCallback(
    (now: Answers, on: string = page) => {
      latest.current = now;
      setAnswers(now);
      setKept('saving');
      return put({ draft, answers: now, page: on, language });
    },
    [draft, language, page, put],
  );

  // Another page or another language: other lists, other words. Nothing is written that was not there.
  useEffect(() => {
    void put({ draft, answers: latest.current, page, language });
  }, [draft, language, page, put]);

  return { answers, filled, kept, refusal, keep };
}
