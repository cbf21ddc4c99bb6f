/** A note about a child: up to 1,000 characters, and the count of what is left. */
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { RecordId } from '../backend/generated/RecordId';
import { useAct, useAsk } from '../shared/backend';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { LONGEST_NOTE, Words, characters } from '../shared/fields';
import { fullName } from '../shared/format';
import { OpenForm } from '../shared/leaving';
import { Loading } from '../shared/Loading';
import { childPath } from '../shared/paths';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useInHand } from '../shared/shelf';
import { useTexts } from '../texts';

export function NotePage() {
  const { child = '', session = null } = useParams();
  const { data, refusal, again } = useAsk(
    async (backend) => {
      const [page, freshId] = await Promise.all([backend.child(child, session), backend.newId()]);
      return { name: fullName(page.row), freshId };
    },
    [child, session],
  );
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={childPath(child, session)} /> : <Loading />;
  return <Form key={child} child={child} back={childPath(child, session)} name={data.name} freshId={data.freshId} />;
}

interface FormProps {
  child: RecordId;
  back: string;
  name: string;
  freshId: RecordId;
}

function Form({ child, back, name, freshId }: FormProps) {
  const t = useTexts('note');
  const forms = useTexts('forms');
  const words = useFaultWords('note');
  const navigate = useNavigate();
  const { value: note, set, clear } = useInHand(`note/${child}`, () => ({ record: freshId, text: '' }));
  const [found, setFound] = useState<Fault[]>([]);
  const save = useAct((backend) => backend.saveNote({ record: note.record, child, text: note.text.trim() }));
  const faults = found.length > 0 ? found : (save.refusal?.faults ?? NONE);
  const goOn = async () => {
    const wrong: Fault[] = note.text.trim() === '' ? [missing('text')] : [];
    if (characters(note.text.trim()) > LONGEST_NOTE) wrong.push({ field: 'text', code: 'too_long' });
    setFound(wrong);
    if (wrong.length > 0) return;
    const done = await save.run();
    if (!done) return;
    clear();
    void navigate(back, { replace: true, state: withNews({ what: 'note', child, changed: done.value.changed }) });
  };
  return (
    <OpenForm dirty={note.text.trim() !== ''} onLeave={clear}>
      <QuestionPage
        title={t('title')}
        caption={name}
        back={back}
        namespace="note"
        faults={faults}
        onGoOn={() => void goOn()}
        goOn={save.busy ? forms('saving') : t('save')}
        busy={save.busy}
        testId="note-page"
      >
        {save.refusal && save.refusal.faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
        <Words
          id="text"
          label={t('label')}
          hint={t('hint')}
          error={faultOf(faults, 'text', words)}
          rows={6}
          value={note.text}
          onChange={(text) => set({ ...note, text })}
        />
      </QuestionPage>
    </OpenForm>
  );
}

const NONE: Fault[] = [];
