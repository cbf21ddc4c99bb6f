/** Registers a person, or corrects one. Who may be here already is shown while one types; whether it is she, the person at the door says. */
import { Checkboxes, Select, TextInput } from 'nhsuk-react-components';
import { useState, type Dispatch } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { Gender } from '../backend/generated/Gender';
import type { IndividualDraft } from '../backend/generated/IndividualDraft';
import { useAct, useAsk } from '../shared/backend';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice, DayField, partsOf } from '../shared/fields';
import { OpenForm } from '../shared/leaving';
import { Loading } from '../shared/Loading';
import { QuestionPage } from '../shared/QuestionPage';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useInHand } from '../shared/shelf';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { useOnlyArea } from './area';
import { draftOf, isGiven, type Answers } from './individual';
import { householdPath, individualPath, peoplePath } from './paths';
import { SimilarPeople } from './SimilarPeople';
import { useHouseholdName } from './words';

interface Start {
  answers: Answers;
  /** Of which household, in words. */
  home: { head: string | null; address: string | null } | null;
  known: boolean;
  /** She has an id from the pool, or a temporary one. */
  given: boolean;
  idsLeft: number;
}

export function IndividualForm() {
  const { household, individual } = useParams();
  const only = useOnlyArea();
  const { data, refusal, again } = useAsk(
    async (backend): Promise<Start> => {
      const idsLeft = await backend.idsLeft();
      if (individual) {
        const { row, household: home } = await backend.individual(individual);
        const document = row.identifiers.find((identifier) => !isGiven(identifier));
        const answers: Answers = {
          record: row.id,
          area: row.area,
          household: row.household,
          given_name: row.given_name,
          family_name: row.family_name ?? '',
          knows: row.date_of_birth === null ? 'nothing' : row.date_of_birth_is_estimated ? 'age' : 'day',
          day: partsOf(row.date_of_birth_is_estimated ? null : row.date_of_birth),
          age: row.date_of_birth_is_estimated && row.age !== null ? String(row.age) : '',
          gender: row.gender ?? '',
          papers: document ? 'document' : row.identifiers.some(isGiven) ? 'pool' : 'none',
          scheme: document?.scheme ?? '',
          value: document?.value ?? '',
          // Only one paper is asked for; whatever else she has stays.
          more: row.identifiers.filter((identifier) => !isGiven(identifier) && identifier !== document),
          head: row.head,
        };
        return { answers, home, known: true, given: row.identifiers.some(isGiven), idsLeft };
      }
      const home = household ? (await backend.household(household)).row : null;
      const answers: Answers = {
        record: await backend.newId(),
        area: home?.area ?? only,
        household: household ?? null,
        given_name: '',
        family_name: '',
        knows: null,
        day: partsOf(null),
        age: '',
        gender: '',
        papers: null,
        scheme: '',
        value: '',
        more: [],
        head: false,
      };
      return { answers, home, known: false, given: false, idsLeft };
    },
    [household, individual, only],
  );
  const [first, setFirst] = useState<Start>();
  if (data && !first) setFirst(data);
  if (!first) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Form start={first} idsLeft={data?.idsLeft ?? first.idsLeft} />;
}

function Form({ start, idsLeft }: { start: Start; idsLeft: number }) {
  const t = useTexts('people');
  const forms = useTexts('forms');
  const householdName = useHouseholdName();
  const navigate = useNavigate();
  const shelf = start.known ? start.answers.record : `new/${start.answers.household ?? ''}`;
  const { value: answers, set, clear } = useInHand(`individual/${shelf}`, () => start.answers);
  const [found, setFound] = useState<Fault[]>([]);
  const save = useAct((backend, draft: IndividualDraft) => backend.saveIndividual(draft));
  const faults = found.length > 0 ? found : (save.refusal?.faults ?? NONE);
  const home = answers.household ? householdPath(answers.household) : null;
  const put = (change: Partial<Answers>) => set({ ...answers, ...change });
  const goOn = async () => {
    const { draft, faults: wrong } = draftOf(answers);
    setFound(wrong);
    if (wrong.length > 0) return;
    const done = await save.run(draft);
    if (!done) return;
    clear();
    const news = withNews({ what: 'individual', changed: done.value.changed });
    void navigate(individualPath(done.value.record), { replace: true, state: news });
  };
  return (
    <OpenForm dirty={JSON.stringify({ ...answers, record: '' }) !== JSON.stringify({ ...start.answers, record: '' })} onLeave={clear}>
      <QuestionPage
        title={start.known ? t('correct_individual') : t('register_individual')}
        caption={start.home ? householdName(start.home) : t('individual')}
        back={start.known ? individualPath(start.answers.record) : (home ?? peoplePath)}
        namespace="people"
        faults={faults}
        onGoOn={() => void goOn()}
        goOn={save.busy ? forms('saving') : t('save_individual')}
        busy={save.busy}
        testId="individual-form"
      >
        {save.refusal && save.refusal.faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
        <WhoSheIs answers={answers} faults={faults} put={put} />
        {!start.known && <SimilarPeople answers={answers} />}
        <Papers answers={answers} faults={faults} put={put} idsLeft={idsLeft} given={start.given} />
        <Home answers={answers} faults={faults} put={put} known={start.known} />
      </QuestionPage>
    </OpenForm>
  );
}

interface PartProps {
  answers: Answers;
  faults: Fault[];
  put: Dispatch<Partial<Answers>>;
}

const GENDERS: Gender[] = ['female', 'male', 'not_specified', 'not_known'];

function WhoSheIs({ answers, faults, put }: PartProps) {
  const t = useTexts('people');
  const codes = useTexts('codes');
  const words = useFaultWords('people');
  const name = (field: 'given_name' | 'family_name') => (
    <TextInput
      id={field}
      label={t(`ask.${field}`)}
      labelProps={{ size: 's' }}
      error={faultOf(faults, field, words)}
      autoComplete="off"
      spellCheck={false}
      value={answers[field]}
      onChange={(event) => put({ [field]: event.target.value })}
    />
  );
  return (
    <>
      {name('given_name')}
      {name('family_name')}
      <Choice
        id="knows"
        legend={t('ask.birth')}
        size="s"
        error={faultOf(faults, 'knows', words)}
        value={answers.knows}
        onChange={(knows) => put({ knows })}
        options={[
          {
            value: 'day',
            label: t('ask.knows_day'),
            more: (
              <DayField
                id="date_of_birth"
                legend={t('ask.date_of_birth')}
                error={faultOf(faults, 'date_of_birth', words)}
                value={answers.day}
                onChange={(day) => put({ day })}
              />
            ),
          },
          {
            value: 'age',
            label: t('ask.knows_age'),
            more: (
              <TextInput
                id="age"
                label={t('ask.age')}
                error={faultOf(faults, 'age', words)}
                width={3}
                inputMode="numeric"
                autoComplete="off"
                value={answers.age}
                onChange={(event) => put({ age: event.target.value })}
              />
            ),
          },
          { value: 'nothing', label: t('ask.knows_nothing') },
        ]}
      />
      <Select
        id="gender"
        label={t('ask.gender')}
        labelProps={{ size: 's' }}
        value={answers.gender}
        onChange={(event) => put({ gender: event.target.value as Gender | '' })}
      >
        <Select.Option value="">{t('ask.not_asked')}</Select.Option>
        {GENDERS.map((gender) => (
          <Select.Option key={gender} value={gender}>
            {codes(`gender.${gender}`)}
          </Select.Option>
        ))}
      </Select>
    </>
  );
}

/** The campaign's own documents by name, and any other one in words. */
function Scheme({ answers, faults, put }: PartProps) {
  const t = useTexts('people');
  const words = useFaultWords('people');
  const area = useStatus().person?.areas.find(({ key }) => key === answers.area);
  const documents = area?.documents ?? [];
  const listed = documents.includes(answers.scheme);
  const [chosen, setChosen] = useState(false);
  const another = chosen || (answers.scheme !== '' && !listed);
  const written = documents.length === 0 || another;
  const error = faultOf(faults, 'scheme', words);
  return (
    <>
      {documents.length > 0 && (
        <Select
          id={written ? 'listed-scheme' : 'scheme'}
          label={t('ask.scheme')}
          error={written ? undefined : error}
          value={another ? ANOTHER : answers.scheme}
          onChange={({ target: { value } }) => {
            setChosen(value === ANOTHER);
            put({ scheme: value === ANOTHER ? '' : value });
          }}
        >
          <Select.Option value="">{t('ask.choose_scheme')}</Select.Option>
          {documents.map((document) => (
            <Select.Option key={document} value={document}>
              {document}
            </Select.Option>
          ))}
          <Select.Option value={ANOTHER}>{t('ask.another_scheme')}</Select.Option>
        </Select>
      )}
      {written && (
        <TextInput
          id="scheme"
          label={documents.length > 0 ? t('ask.another_scheme') : t('ask.scheme')}
          hint={t('ask.scheme_hint')}
          error={error}
          autoComplete="off"
          spellCheck={false}
          value={answers.scheme}
          onChange={(event) => put({ scheme: event.target.value })}
        />
      )}
    </>
  );
}

function Papers({ answers, faults, put, idsLeft, given }: PartProps & { idsLeft: number; given: boolean }) {
  const t = useTexts('people');
  const words = useFaultWords('people');
  return (
    <Choice
      id="papers"
      legend={t('ask.papers')}
      size="s"
      error={faultOf(faults, 'papers', words) ?? faultOf(faults, 'identifiers', words)}
      value={answers.papers}
      onChange={(papers) => put({ papers })}
      options={[
        {
          value: 'document',
          label: t('ask.document'),
          more: (
            <>
              <Scheme answers={answers} faults={faults} put={put} />
              <TextInput
                id="value"
                label={t('ask.value')}
                error={faultOf(faults, 'value', words)}
                autoComplete="off"
                spellCheck={false}
                value={answers.value}
                onChange={(event) => put({ value: event.target.value })}
              />
            </>
          ),
        },
        {
          value: 'pool',
          label: given ? t('ask.pool_given') : t('ask.pool'),
          hint: given ? undefined : idsLeft > 0 ? t('ids_left', { count: idsLeft }) : t('ask.pool_empty'),
        },
        { value: 'none', label: t('ask.no_papers') },
      ]}
    />
  );
}

function Home({ answers, faults, put, known }: PartProps & { known: boolean }) {
  const t = useTexts('people');
  const words = useFaultWords('people');
  const areas = useStatus().person?.areas ?? [];
  if (answers.household) {
    return (
      <Checkboxes id="head" name="head" legend={<span className="nhsuk-u-visually-hidden">{t('household')}</span>}>
        <Checkboxes.Item id="head-yes" value="yes" checked={answers.head} onChange={() => put({ head: !answers.head })}>
          {t('ask.speaks')}
        </Checkboxes.Item>
      </Checkboxes>
    );
  }
  if (known || areas.length <= 1) return null;
  return (
    <Choice
      id="area"
      legend={t('area')}
      size="s"
      error={faultOf(faults, 'area', words)}
      value={answers.area || null}
      onChange={(area) => put({ area })}
      options={areas.map((area) => ({ value: area.key, label: area.name }))}
    />
  );
}

const NONE: Fault[] = [];
/** No document's name: names are trimmed. */
const ANOTHER = ' ';
