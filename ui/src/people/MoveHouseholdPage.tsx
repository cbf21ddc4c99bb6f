/** A household belongs to another area from now on, with everybody who lives there. */
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { HouseholdRow } from '../backend/generated/HouseholdRow';
import { useAct, useAsk } from '../shared/backend';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { Loading } from '../shared/Loading';
import { useOpenForm } from '../shared/open-form';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { householdPath, peoplePath } from './paths';
import { useHouseholdName } from './words';

export function MoveHouseholdPage() {
  const { household = '' } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.household(household), [household]);
  useOpenForm();
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Move row={data.row} />;
}

function Move({ row }: { row: HouseholdRow }) {
  const t = useTexts('people');
  const words = useFaultWords('people');
  const name = useHouseholdName();
  const navigate = useNavigate();
  const areas = useStatus().person?.areas ?? [];
  const [area, setArea] = useState<string | null>(null);
  const [found, setFound] = useState<Fault[]>([]);
  const move = useAct((backend, to: string) => backend.moveHousehold(row.id, to));
  const faults = found.length > 0 ? found : (move.refusal?.faults ?? NONE);
  const goOn = async () => {
    setFound(area ? [] : [missing('area')]);
    const done = area && (await move.run(area));
    if (done) void navigate(householdPath(row.id), { replace: true, state: withNews({ what: 'moved', changed: done.value.changed }) });
  };
  return (
    <QuestionPage
      title={t('move_household')}
      caption={name(row)}
      back={householdPath(row.id)}
      namespace="people"
      faults={faults}
      onGoOn={() => void goOn()}
      goOn={t('move_household_go')}
      busy={move.busy}
      testId="move-household"
    >
      {move.refusal && move.refusal.faults.length === 0 && <RefusalMessage refusal={move.refusal} />}
      <p>{t('move_household_text')}</p>
      <Choice
        id="area"
        legend={t('area')}
        size="s"
        error={faultOf(faults, 'area', words)}
        value={area}
        onChange={setArea}
        options={areas.filter(({ key }) => key !== row.area).map(({ key, name }) => ({ value: key, label: name }))}
      />
    </QuestionPage>
  );
}

const NONE: Fault[] = [];
