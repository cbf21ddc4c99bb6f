/** Adding a batch from the list of batches. */
import { Navigate, useNavigate, useParams } from 'react-router';
import type { Programme } from '../backend/generated/Programme';
import type { VaccineRow } from '../backend/generated/VaccineRow';
import { useAsk } from '../shared/backend';
import { OpenForm } from '../shared/leaving';
import { Loading } from '../shared/Loading';
import { batchesPath } from '../shared/paths';
import { QuestionPage } from '../shared/QuestionPage';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useTexts } from '../texts';
import { useAdding } from './adding';
import { BatchFields } from './BatchFields';

export function AddBatchPage() {
  const { programme = '' } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.vaccines(programme as Programme), [programme]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={batchesPath} /> : <Loading />;
  if (data.length === 0) return <Navigate to={batchesPath} replace />;
  return <Form programme={programme as Programme} vaccines={data} />;
}

function Form({ programme, vaccines }: { programme: Programme; vaccines: VaccineRow[] }) {
  const t = useTexts('batches');
  const codes = useTexts('codes');
  const navigate = useNavigate();
  const adding = useAdding(programme, vaccines.length === 1 ? (vaccines[0]?.id ?? null) : null);
  const save = async () => {
    const saved = await adding.save();
    if (saved) void navigate(batchesPath, { state: withNews({ what: 'batch', programme, record: saved.record, changed: true }) });
  };
  return (
    <OpenForm dirty={adding.touched}>
      <QuestionPage
        title={t('add_title')}
        caption={t('add_caption', { programme: codes(`programme.${programme}`) })}
        back={batchesPath}
        namespace="batches"
        faults={adding.faults}
        onGoOn={() => void save()}
        goOn={t('save')}
        busy={adding.act.busy}
        testId="add-batch"
      >
        {adding.act.refusal && adding.act.refusal.faults.length === 0 && <RefusalMessage refusal={adding.act.refusal} />}
        <BatchFields answers={adding.answers} onChange={adding.change} faults={adding.faults} vaccines={vaccines} />
      </QuestionPage>
    </OpenForm>
  );
}
