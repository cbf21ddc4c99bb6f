/** Households and people of this device's areas: who was visited, who is near, and one box that finds anybody. */
import { Button, Checkboxes, Select } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Near } from '../backend/generated/Near';
import type { PeopleFound } from '../backend/generated/PeopleFound';
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { number } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useInHand } from '../shared/shelf';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { newHouseholdPath, newIndividualPath } from './paths';
import { Households, Individuals } from './Rows';
import { EVERYBODY, PeopleSearch, usePeople } from './search';
import { PeopleNews } from './PeopleNews';
import { askWhere, canAskWhere } from './where';

export function PeoplePage() {
  const t = useTexts('people');
  const areas = useStatus().person?.areas ?? [];
  const { value: query, set } = useInHand('people', () => EVERYBODY);
  const { data, refusal, again } = usePeople(query);
  const ids = useAsk((backend) => backend.idsLeft(), []);
  const [last, setLast] = useState<PeopleFound>();
  if (data && data !== last) setLast(data);
  const shown = data ?? last;
  if (!shown) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  return (
    <Page title={t('title')} above={<PeopleNews />} testId="people">
      <div className="nhsuk-button-group">
        <Button as="a" href={`#${newHouseholdPath}`} data-testid="new-household">
          {t('register_household')}
        </Button>
        <Button as="a" href={`#${newIndividualPath()}`} secondary data-testid="new-individual">
          {t('register_individual')}
        </Button>
      </div>
      <p className="db-quiet" data-testid="people-counts">
        {t('visited_of', { visited: number(shown.visited), count: shown.households_in_all })}
        {ids.data !== undefined && <> · {t('ids_left', { count: ids.data })}</>}
      </p>
      <PeopleSearch label={t('search')} value={query.text} onChange={(text) => set({ ...query, text })} />
      {areas.length > 1 && (
        <Select
          id="area"
          label={t('area')}
          labelProps={{ size: 's' }}
          value={query.area ?? ''}
          onChange={(event) => set({ ...query, area: event.target.value || null })}
        >
          <Select.Option value="">{t('all_areas')}</Select.Option>
          {areas.map((area) => (
            <Select.Option key={area.key} value={area.key}>
              {area.name}
            </Select.Option>
          ))}
        </Select>
      )}
      <Checkboxes id="to_visit" name="to_visit" legend={<span className="nhsuk-u-visually-hidden">{t('show')}</span>}>
        <Checkboxes.Item
          id="to_visit-only"
          value="only"
          checked={query.to_visit}
          onChange={() => set({ ...query, to_visit: !query.to_visit })}
        >
          {t('to_visit')}
        </Checkboxes.Item>
      </Checkboxes>
      <NearMe near={query.near} onChange={(near) => set({ ...query, near })} />
      <Found found={shown} text={query.text.trim()} />
    </Page>
  );
}

/** Nearest first from where one stands; only where the device can say. */
function NearMe({ near, onChange }: { near: Near | null; onChange: (near: Near | null) => void }) {
  const t = useTexts('people');
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle');
  if (near) {
    return (
      <Button type="button" secondary small onClick={() => onChange(null)}>
        {t('near_off')}
      </Button>
    );
  }
  if (!canAskWhere()) return null;
  const ask = async () => {
    setState('asking');
    const found = await askWhere();
    setState(found ? 'idle' : 'failed');
    if (found) onChange({ latitude: found.latitude, longitude: found.longitude });
  };
  return (
    <>
      <Button type="button" secondary small disabled={state === 'asking'} onClick={() => void ask()}>
        {t('near')}
      </Button>
      <p role="status">{state === 'asking' ? t('where.asking') : state === 'failed' ? t('where.unknown') : ''}</p>
    </>
  );
}

function Found({ found, text }: { found: PeopleFound; text: string }) {
  const t = useTexts('people');
  const nothing = found.households.length === 0 && found.individuals.length === 0;
  return (
    <>
      <p className="nhsuk-u-visually-hidden" role="status">
        {text !== '' && t('found', { count: found.households.length + found.individuals.length })}
      </p>
      {nothing && (
        <EmptyState title={text ? t('none_found') : t('none')}>
          <p>{text ? t('none_found_text') : t('none_text')}</p>
          {text && <Link to={newIndividualPath()}>{t('register_individual')}</Link>}
        </EmptyState>
      )}
      {found.individuals.length > 0 && (
        <section data-testid="individuals">
          <h2 className="nhsuk-heading-m">{t('people')}</h2>
          <Individuals rows={found.individuals} />
        </section>
      )}
      {found.households.length > 0 && (
        <section data-testid="households">
          <h2 className="nhsuk-heading-m">{t('households')}</h2>
          <Households rows={found.households} />
          {text === '' && found.households.length < found.households_in_all && <p className="db-quiet">{t('more')}</p>}
        </section>
      )}
    </>
  );
}
