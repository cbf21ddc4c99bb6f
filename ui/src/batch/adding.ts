/** Adding a batch: its id is there before the form, so that saving twice makes one. */
import { useState } from 'react';
import type { BatchDraft } from '../backend/generated/BatchDraft';
import type { Fault } from '../backend/generated/Fault';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { useAct, type Act } from '../shared/backend';
import { useStatus } from '../shared/status';
import { batchDraft, batchFaults, type BatchAnswers } from './draft';

export interface Adding {
  answers: BatchAnswers;
  change: (answers: BatchAnswers) => void;
  faults: Fault[];
  touched: boolean;
  act: Act<[BatchDraft], BatchDraft>;
  /** The batch as it was saved; nothing where something is wrong with it. */
  save: () => Promise<BatchDraft | undefined>;
}

export function useAdding(programme: Programme, vaccine: RecordId | null): Adding {
  const { today, person } = useStatus();
  const teams = person?.teams ?? [];
  const [answers, setAnswers] = useState<BatchAnswers>({
    vaccine,
    number: '',
    expiry: { day: '', month: '', year: '' },
    team: teams.length === 1 ? (teams[0]?.key ?? null) : null,
  });
  const [touched, setTouched] = useState(false);
  const [record, setRecord] = useState<RecordId>();
  const [found, setFound] = useState<Fault[]>([]);
  const act = useAct(async (backend, draft: BatchDraft) => {
    const mine = draft.record || (await backend.newId());
    setRecord(mine);
    const whole = { ...draft, record: mine };
    await backend.saveBatch(whole);
    return whole;
  });
  return {
    answers,
    touched,
    act,
    faults: found.length > 0 ? found : (act.refusal?.faults ?? NONE),
    change: (next) => {
      setTouched(true);
      setAnswers(next);
    },
    save: async () => {
      const faults = batchFaults(answers, today);
      setFound(faults);
      if (faults.length > 0) return undefined;
      return (await act.run(batchDraft(record ?? '', programme, answers)))?.value;
    },
  };
}

const NONE: Fault[] = [];
