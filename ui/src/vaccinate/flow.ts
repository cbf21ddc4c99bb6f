/** What every page of the form is given: what is known, what is answered, and the ways on. */
import type { BatchRow } from '../backend/generated/BatchRow';
import type { ChildPage } from '../backend/generated/ChildPage';
import type { Programme } from '../backend/generated/Programme';
import type { ProgrammePanel } from '../backend/generated/ProgrammePanel';
import type { RecordId } from '../backend/generated/RecordId';
import type { VaccineRow } from '../backend/generated/VaccineRow';
import type { Answers, Step } from './answers';

export interface Flow {
  page: ChildPage;
  panel: ProgrammePanel;
  session: RecordId;
  programme: Programme;
  vaccines: VaccineRow[];
  batches: BatchRow[];
  answers: Answers;
  /** Keeps what was answered so far, without going on. */
  keep: (answers: Answers) => void;
  /** Keeps it and goes to the next page with something unanswered. */
  goOn: (answers: Answers, how?: { replace: boolean }) => void;
  /** The address of one page. */
  to: (step: Step | 'new-batch') => string;
  back: () => void;
  /** Small words above the title: whose, and against what. */
  caption: string;
}

export function chosenVaccine({ vaccines, answers }: Pick<Flow, 'vaccines' | 'answers'>): VaccineRow | undefined {
  return vaccines.find((vaccine) => vaccine.id === answers.vaccine);
}
