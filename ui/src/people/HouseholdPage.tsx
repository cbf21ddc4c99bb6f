/** A household: how it is found, who lives there, what was done, and what can be done next. */
import { SummaryList } from 'nhsuk-react-components';
import { Link, useParams } from 'react-router';
import type { HouseholdPage as Shown } from '../backend/generated/HouseholdPage';
import { Activity } from '../child/Activity';
import { EntriesAbout } from '../form/Entries';
import { useAsk } from '../shared/backend';
import { number } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Facts } from './Facts';
import { formsAboutPath, householdPath, newIndividualPath, peoplePath } from './paths';
import { News } from './PeopleNews';
import { Individuals, States } from './Rows';
import { useHouseholdName } from './words';

export function HouseholdPage() {
  const { household = '' } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.household(household), [household]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Household page={data} />;
}

function Household({ page }: { page: Shown }) {
  const t = useTexts('people');
  const name = useHouseholdName();
  const areas = useStatus().person?.areas ?? [];
  const { row } = page;
  const here = householdPath(row.id);
  return (
    <Page title={name(row)} caption={t('household')} back={peoplePath} above={<News />} testId="household-page">
      <States unsent={row.unsent} withSupport={row.with_support} visited={row.visited} />
      <SummaryList>
        <Facts
          rows={[
            [t('fact.registration'), row.registration ?? t('fact.no_registration')],
            [t('fact.address'), row.address],
            [t('fact.area'), row.area_name],
            [t('fact.members'), number(row.members)],
            [t('fact.where'), row.latitude !== null && row.longitude !== null ? place(row.latitude, row.longitude) : null],
            [t('fact.accuracy'), row.accuracy !== null ? t('metres', { count: Math.round(row.accuracy) }) : null],
            [t('fact.notes'), page.notes],
          ]}
        />
      </SummaryList>
      <ul className="db-next" data-testid="actions">
        <li>
          <Link to={newIndividualPath(row.id)} data-testid="register-here">
            {t('register_here')}
          </Link>
        </li>
        <li>
          <Link to={formsAboutPath({ household: row.id })} data-testid="fill-in">
            {t('fill_in')}
          </Link>
        </li>
        <li>
          <Link to={`${here}/correct`} data-testid="correct">
            {t('correct')}
          </Link>
        </li>
        {areas.length > 1 && (
          <li>
            <Link to={`${here}/move`}>{t('move_household')}</Link>
          </li>
        )}
        <li>
          <Link to={`${here}/remove`}>{t('remove_household')}</Link>
        </li>
      </ul>
      <section data-testid="members">
        <h2 className="nhsuk-heading-m">{t('members')}</h2>
        {page.individuals.length === 0 ? <p className="db-quiet">{t('nobody')}</p> : <Individuals rows={page.individuals} />}
      </section>
      <section data-testid="filled-in">
        <h2 className="nhsuk-heading-m">{t('filled_in')}</h2>
        <EntriesAbout about={{ household: row.id, individual: null, area: null }} empty={t('filled_in_none')} />
      </section>
      <Activity entries={page.entries} />
    </Page>
  );
}

const place = (latitude: number, longitude: number) => `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
