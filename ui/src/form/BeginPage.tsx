/**
 * Begins an entry: a draft with the form of today, about whom the address says; then on to its first page. Where it does not
 * follow from that in which area it is made, that is asked first.
 */
import { useEffect, useRef, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { CommandError } from '../backend/generated/CommandError';
import type { Fault } from '../backend/generated/Fault';
import { asRefusal, useAsk, useBackend } from '../shared/backend';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { Loading } from '../shared/Loading';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { draftPath, formsPath } from './paths';
import { useTitle } from './words';

export function BeginPage() {
  const { form = '' } = useParams();
  const [search] = useSearchParams();
  const { person } = useStatus();
  const { data, refusal } = useAsk((backend) => backend.forms(), []);
  const [area, setArea] = useState(search.get('area'));
  if (!data) return refusal ? <RefusalPage refusal={refusal} back={formsPath} /> : <Loading />;
  const card = data.find((each) => each.identity.id === form);
  const areas = (person?.areas ?? []).filter((each) => each.campaign === card?.campaign);
  const follows = search.has('household') || search.has('individual') || areas.length < 2;
  if (card && !follows && area === null) return <WhichArea areas={areas} title={card.title} onChosen={setArea} />;
  return <Begin form={form} household={search.get('household')} individual={search.get('individual')} area={area} />;
}

interface WhichAreaProps {
  areas: { key: string; name: string }[];
  title: Record<string, string>;
  onChosen: (area: string) => void;
}

function WhichArea({ areas, title, onChosen }: WhichAreaProps) {
  const t = useTexts('form');
  const words = useFaultWords('form');
  const [chosen, setChosen] = useState<string | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  return (
    <QuestionPage
      title={t('begin.area')}
      caption={useTitle()(title)}
      back={formsPath}
      namespace="form"
      faults={faults}
      onGoOn={() => (chosen === null ? setFaults([missing('area')]) : onChosen(chosen))}
      testId="which-area"
    >
      <Choice
        id="area"
        legend={t('begin.area')}
        hideLegend
        error={faultOf(faults, 'area', words)}
        options={areas.map(({ key, name }) => ({ value: key, label: name }))}
        value={chosen}
        onChange={setChosen}
      />
    </QuestionPage>
  );
}

interface BeginProps {
  form: string;
  household: string | null;
  individual: string | null;
  area: string | null;
}

function Begin({ form, household, individual, area }: BeginProps) {
  const backend = useBackend();
  const navigate = useNavigate();
  const [refusal, setRefusal] = useState<CommandError>();
  const begun = useRef(false);
  useEffect(() => {
    // One visit begins one draft, however often the page is drawn.
    if (begun.current) return;
    begun.current = true;
    backend.openForm(form, { household, individual, area }).then(
      (draft) => void navigate(draftPath(draft), { replace: true }),
      (thrown: unknown) => setRefusal(asRefusal(thrown)),
    );
  }, [backend, form, household, individual, area, navigate]);
  return refusal ? <RefusalPage refusal={refusal} back={formsPath} /> : <Loading />;
}
