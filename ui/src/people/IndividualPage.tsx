/** A person: who she is, by what she is known, where she lives, what was done, and what can be done next. */
import { SummaryList } from 'nhsuk-react-components';
import { Link, useParams } from 'react-router';
import type { IndividualPage as Shown } from '../backend/generated/IndividualPage';
import { Activity } from '../child/Activity';
import { EntriesAbout } from '../form/Entries';
import { useAct, useAsk } from '../shared/backend';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { useTexts } from '../texts';
import { Facts } from './Facts';
import { formsAboutPath, householdPath, individualPath, peoplePath } from './paths';
import { News } from './PeopleNews';
import { Individuals, States } from './Rows';
import { nameOf, useBorn, useHouseholdName, useIdentifier } from './words';

export function IndividualPage() {
  const { individual = '' } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.individual(individual), [individual]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Individual key={individual} page={data} />;
}

function Individual({ page }: { page: Shown }) {
  const t = useTexts('people');
  const codes = useTexts('codes');
  const born = useBorn();
  const identifier = useIdentifier();
  const householdName = useHouseholdName();
  const { row, household } = page;
  const here = individualPath(row.id);
  return (
    <Page
      title={nameOf(row)}
      caption={t('individual')}
      back={household ? householdPath(household.id) : peoplePath}
      above={<News />}
      testId="individual-page"
    >
      <States unsent={row.unsent} withSupport={row.with_support} />
      <Twice page={page} />
      <SummaryList>
        <Facts
          rows={[
            [t('fact.registration'), row.registration ?? t('fact.no_registration')],
            [t('fact.born'), born(row)],
            [t('fact.gender'), row.gender && codes(`gender.${row.gender}`)],
            [t('fact.identifiers'), row.identifiers.length > 0 && <Lines lines={row.identifiers.map(identifier)} />],
            [t('fact.household'), household && <Link to={householdPath(household.id)}>{householdName(household)}</Link>],
            [t('fact.address'), household?.address],
            [t('fact.area'), row.area_name],
            [t('fact.head'), row.head && t('head')],
          ]}
        />
      </SummaryList>
      <ul className="db-next" data-testid="actions">
        <li>
          <Link to={formsAboutPath({ individual: row.id, household: row.household })} data-testid="fill-in">
            {t('fill_in')}
          </Link>
        </li>
        <li>
          <Link to={`${here}/correct`} data-testid="correct">
            {t('correct')}
          </Link>
        </li>
        <li>
          <Link to={`${here}/move`} data-testid="move">
            {t('move')}
          </Link>
        </li>
        {!page.duplicate_of && (
          <li>
            <Link to={`${here}/duplicate`} data-testid="duplicate">
              {t('mark_duplicate')}
            </Link>
          </li>
        )}
        <li>
          <Link to={`${here}/remove`} data-testid="remove">
            {t('remove')}
          </Link>
        </li>
      </ul>
      {page.duplicates.length > 0 && (
        <section>
          <h2 className="nhsuk-heading-m">{t('also_registered_as')}</h2>
          <Individuals rows={page.duplicates} />
        </section>
      )}
      <section data-testid="filled-in">
        <h2 className="nhsuk-heading-m">{t('filled_in')}</h2>
        <EntriesAbout about={{ household: null, individual: row.id, area: null }} empty={t('filled_in_none')} />
      </section>
      <Activity entries={page.entries} />
    </Page>
  );
}

/** She was registered before: the way to who she is, and back. */
function Twice({ page: { row, duplicate_of } }: { page: Shown }) {
  const t = useTexts('people');
  const undo = useAct((backend) => backend.markDuplicate(row.id, null));
  if (!row.duplicate_of) return null;
  return (
    <div className="nhsuk-inset-text" data-testid="twice">
      <p>
        {t('twice')} {duplicate_of && <Link to={individualPath(duplicate_of.id)}>{nameOf(duplicate_of)}</Link>}
      </p>
      <button type="button" className="db-link" disabled={undo.busy} onClick={() => void undo.run()}>
        {t('not_the_same')}
      </button>
      {undo.refusal && <RefusalMessage refusal={undo.refusal} />}
    </div>
  );
}

function Lines({ lines }: { lines: string[] }) {
  return lines.map((line) => (
    <span key={line} className="db-block">
      {line}
    </span>
  ));
}
