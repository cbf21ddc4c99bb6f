/** A batch that is not in the list, added from within the form: a missing batch never stops a vaccination from being recorded. */
import { useAdding } from '../batch/adding';
import { BatchFields } from '../batch/BatchFields';
import { QuestionPage } from '../shared/QuestionPage';
import { RefusalMessage } from '../shared/Refusal';
import { useTexts } from '../texts';
import type { Flow } from './flow';

export function AddBatchStep({ flow }: { flow: Flow }) {
  const t = useTexts('batches');
  const adding = useAdding(flow.programme, flow.answers.vaccine);
  const save = async () => {
    const saved = await adding.save();
    if (saved?.expiry) flow.goOn({ ...flow.answers, batch: { number: saved.number, expiry: saved.expiry } }, { replace: true });
  };
  return (
    <QuestionPage
      title={t('add_title')}
      caption={flow.caption}
      back={flow.back}
      namespace="batches"
      faults={adding.faults}
      onGoOn={() => void save()}
      goOn={t('save')}
      busy={adding.act.busy}
      testId="step-new-batch"
    >
      {adding.act.refusal && adding.act.refusal.faults.length === 0 && <RefusalMessage refusal={adding.act.refusal} />}
      <BatchFields answers={adding.answers} onChange={adding.change} faults={adding.faults} />
    </QuestionPage>
  );
}
