/** A person was registered before: who is she? The likeliest first, and anybody who can be found. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { IndividualRow } from '../backend/generated/IndividualRow';
import { useAct, useAsk } from '../shared/backend';
import { Loading } from '../shared/Loading';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useTexts } from '../texts';
import { isGiven } from './individual';
import { individualPath, peoplePath } from './paths';
import { Individuals } from './Rows';
import { EVERYBODY, PeopleSearch, usePeople } from './search';
import { nameOf } from './words';

export function DuplicatePage() {
  const { individual = '' } = useParams();
  const { data, refusal, again } = useAsk(
    async (backend) => {
      const { row } = await backend.individual(individual);
      const similar = await backend.similarPeople({
        record: row.id,
        household: row.household,
        given_name: row.given_name,
        family_name: row.family_name ?? '',
        year_of_birth: row.date_of_birth ? Number(row.date_of_birth.slice(0, 4)) : null,
        estimated: row.date_of_birth_is_estimated,
        documents: row.identifiers.filter((identifier) => !isGiven(identifier)),
      });
      return { row, similar: similar.map((each) => each.row) };
    },
    [individual],
  );
  useOpenForm();
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Choose row={data.row} similar={data.similar} />;
}

function Choose({ row, similar }: { row: IndividualRow; similar: IndividualRow[] }) {
  const t = useTexts('people');
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { data } = usePeople({ ...EVERYBODY, text });
  const mark = useAct((backend, of: string) => backend.markDuplicate(row.id, of));
  const go = async (of: string) => {
    const done = await mark.run(of);
    if (done) void navigate(individualPath(row.id), { replace: true, state: withNews({ what: 'duplicate', changed: done.value.changed }) });
  };
  const found = text.trim() === '' ? similar : (data?.individuals ?? []);
  const others = found.filter((each) => each.id !== row.id && !each.duplicate_of);
  return (
    <Page title={t('duplicate_title')} caption={nameOf(row)} back={individualPath(row.id)} testId="duplicate-page">
      {mark.refusal && <RefusalMessage refusal={mark.refusal} />}
      <p>{t('duplicate_text')}</p>
      <PeopleSearch label={t('search_individual')} value={text} onChange={setText} />
      {others.length === 0 && <p className="db-quiet">{t('none_found')}</p>}
      <h2 className="nhsuk-heading-m">{t('people')}</h2>
      <Individuals
        rows={others}
        also={(other) => (
          <Button type="button" secondary small disabled={mark.busy} data-testid="is-she" onClick={() => void go(other.id)}>
            {t('is_she')}
            <span className="nhsuk-u-visually-hidden"> {nameOf(other)}</span>
          </Button>
        )}
      />
    </Page>
  );
}
