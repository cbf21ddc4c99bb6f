/** Registers a household, or corrects one. */
import { Button, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { HouseholdDraft } from '../backend/generated/HouseholdDraft';
import { useAct, useAsk } from '../shared/backend';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice, Words } from '../shared/fields';
import { OpenForm } from '../shared/leaving';
import { Loading } from '../shared/Loading';
import { QuestionPage } from '../shared/QuestionPage';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useInHand } from '../shared/shelf';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { countFrom, degreesFrom, textOf } from './answers';
import { useOnlyArea } from './area';
import { householdPath, peoplePath } from './paths';
import { askWhere, canAskWhere } from './where';

interface Answers {
  record: string;
  area: string;
  head: string;
  members: string;
  address: string;
  latitude: string;
  longitude: string;
  accuracy: string;
  notes: string;
}

export function HouseholdForm() {
  const { household } = useParams();
  const only = useOnlyArea();
  const { data, refusal, again } = useAsk(
    async (backend): Promise<Answers> => {
      if (!household) return { ...EMPTY, record: await backend.newId(), area: only };
      const { row, notes } = await backend.household(household);
      return {
        record: row.id,
        area: row.area,
        head: row.head ?? '',
        members: String(row.members),
        address: row.address ?? '',
        latitude: textOf(row.latitude),
        longitude: textOf(row.longitude),
        accuracy: textOf(row.accuracy),
        notes: notes ?? '',
      };
    },
    [household, only],
  );
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Form key={household} start={data} known={household !== undefined} />;
}

const EMPTY = { area: '', head: '', members: '', address: '', latitude: '', longitude: '', accuracy: '', notes: '' };

function draftOf(answers: Answers): { draft: HouseholdDraft; faults: Fault[] } {
  const members = countFrom(answers.members);
  const parts = {
    latitude: degreesFrom(answers.latitude),
    longitude: degreesFrom(answers.longitude),
    accuracy: degreesFrom(answers.accuracy),
  };
  const faults: Fault[] = [];
  if (!answers.area) faults.push({ field: 'area', code: 'missing' });
  if (!answers.head.trim() && !answers.address.trim()) faults.push({ field: 'head', code: 'missing' });
  if (members === undefined) faults.push({ field: 'members', code: answers.members.trim() ? 'malformed' : 'missing' });
  for (const [field, part] of Object.entries(parts)) if (part === undefined) faults.push({ field, code: 'malformed' });
  const { record, area, head, address, notes } = answers;
  const { latitude = null, longitude = null, accuracy = null } = parts;
  return { draft: { record, area, head, address, notes, members: members ?? 0, latitude, longitude, accuracy }, faults };
}

function Form({ start, known }: { start: Answers; known: boolean }) {
  const t = useTexts('people');
  const forms = useTexts('forms');
  const words = useFaultWords('people');
  const navigate = useNavigate();
  const areas = useStatus().person?.areas ?? [];
  const { value: answers, set, clear } = useInHand(`household/${known ? start.record : 'new'}`, () => start);
  const [found, setFound] = useState<Fault[]>([]);
  const save = useAct((backend, draft: HouseholdDraft) => backend.saveHousehold(draft));
  const faults = found.length > 0 ? found : (save.refusal?.faults ?? NONE);
  const back = known ? householdPath(start.record) : peoplePath;
  const put = (change: Partial<Answers>) => set({ ...answers, ...change });
  const goOn = async () => {
    const { draft, faults: wrong } = draftOf(answers);
    setFound(wrong);
    if (wrong.length > 0) return;
    const done = await save.run(draft);
    if (!done) return;
    clear();
    void navigate(householdPath(done.value.record), { replace: true, state: withNews({ what: 'household', changed: done.value.changed }) });
  };
  const text = (field: 'head' | 'address' | 'members', width?: 4) => (
    <TextInput
      id={field}
      label={t(`ask.${field}`)}
      labelProps={{ size: 's' }}
      hint={field === 'address' ? t('ask.address_hint') : undefined}
      error={faultOf(faults, field, words)}
      width={width}
      inputMode={width ? 'numeric' : 'text'}
      autoComplete="off"
      value={answers[field]}
      onChange={(event) => put({ [field]: event.target.value })}
    />
  );
  return (
    <OpenForm dirty={JSON.stringify({ ...answers, record: '' }) !== JSON.stringify({ ...start, record: '' })} onLeave={clear}>
      <QuestionPage
        title={known ? t('correct_household') : t('register_household')}
        caption={t('household')}
        back={back}
        namespace="people"
        faults={faults}
        onGoOn={() => void goOn()}
        goOn={save.busy ? forms('saving') : t('save_household')}
        busy={save.busy}
        testId="household-form"
      >
        {save.refusal && save.refusal.faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
        {areas.length > 1 && !known && (
          <Choice
            id="area"
            legend={t('area')}
            size="s"
            error={faultOf(faults, 'area', words)}
            value={answers.area || null}
            onChange={(area) => put({ area })}
            options={areas.map((area) => ({ value: area.key, label: area.name }))}
          />
        )}
        {text('head')}
        {text('members', 4)}
        {text('address')}
        <Place answers={answers} faults={faults} onChange={put} />
        <Words
          id="notes"
          label={t('ask.notes')}
          error={faultOf(faults, 'notes', words)}
          rows={3}
          value={answers.notes}
          onChange={(notes) => put({ notes })}
        />
      </QuestionPage>
    </OpenForm>
  );
}

const NONE: Fault[] = [];

/** Where it stands: asked of the device where it knows, typed where it does not. */
function Place({ answers, faults, onChange }: { answers: Answers; faults: Fault[]; onChange: (change: Partial<Answers>) => void }) {
  const t = useTexts('people');
  const words = useFaultWords('people');
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  const ask = async () => {
    setState('asking');
    const found = await askWhere();
    setState(found ? 'idle' : 'failed');
    if (found) onChange({ latitude: textOf(found.latitude), longitude: textOf(found.longitude), accuracy: textOf(found.accuracy) });
  };
  return (
    <fieldset className="nhsuk-fieldset nhsuk-form-group">
      <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{t('where.title')}</legend>
      {canAskWhere() && (
        <Button type="button" secondary small disabled={state === 'asking'} data-testid="where-am-i" onClick={() => void ask()}>
          {t('where.ask')}
        </Button>
      )}
      <p role="status">{state === 'asking' ? t('where.asking') : state === 'failed' ? t('where.unknown') : ''}</p>
      <div className="db-place">
        {(['latitude', 'longitude', 'accuracy'] as const).map((part) => (
          <TextInput
            key={part}
            id={part}
            label={t(`where.${part}`)}
            error={faultOf(faults, part, words)}
            autoComplete="off"
            value={answers[part]}
            onChange={(event) => onChange({ [part]: event.target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
