/** A person moves to another household; the household is found as everywhere. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { HouseholdRow } from '../backend/generated/HouseholdRow';
import type { IndividualRow } from '../backend/generated/IndividualRow';
import { useAct, useAsk } from '../shared/backend';
import { Loading } from '../shared/Loading';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useTexts } from '../texts';
import { individualPath, peoplePath } from './paths';
import { Households } from './Rows';
import { EVERYBODY, PeopleSearch, usePeople } from './search';
import { nameOf, useHouseholdName } from './words';

export function MovePage() {
  const { individual = '' } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.individual(individual), [individual]);
  useOpenForm();
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Move row={data.row} />;
}

function Move({ row }: { row: IndividualRow }) {
  const t = useTexts('people');
  const navigate = useNavigate();
  const householdName = useHouseholdName();
  const [text, setText] = useState('');
  const { data } = usePeople({ ...EVERYBODY, text });
  const move = useAct((backend, to: HouseholdRow | null) => backend.moveIndividual(row.id, to?.id ?? null, to?.area ?? row.area));
  const go = async (to: HouseholdRow | null) => {
    const done = await move.run(to);
    if (done) void navigate(individualPath(row.id), { replace: true, state: withNews({ what: 'moved', changed: done.value.changed }) });
  };
  const households = (data?.households ?? []).filter((household) => household.id !== row.household);
  return (
    <Page title={t('move_title')} caption={nameOf(row)} back={individualPath(row.id)} testId="move-page">
      {move.refusal && <RefusalMessage refusal={move.refusal} />}
      <PeopleSearch label={t('search_household')} value={text} onChange={setText} />
      <h2 className="nhsuk-heading-m">{t('households')}</h2>
      <Households
        rows={households}
        also={(household) => (
          <Button type="button" secondary small disabled={move.busy} data-testid="move-here" onClick={() => void go(household)}>
            {t('move_here')}
            <span className="nhsuk-u-visually-hidden"> {householdName(household)}</span>
          </Button>
        )}
      />
      {row.household && (
        <Button type="button" secondary disabled={move.busy} onClick={() => void go(null)}>
          {t('move_out')}
        </Button>
      )}
    </Page>
  );
}
