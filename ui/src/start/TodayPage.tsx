/**
 * A field worker's day in one glance: what waits to be sent, the way through today's households, whom she registers, which
 * forms she fills in, and what she left half-filled. Each leads to its own page; nothing is done here.
 */
import { Button } from 'nhsuk-react-components';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Backend } from '../backend';
import type { AreaLine } from '../backend/generated/AreaLine';
import type { DraftCard } from '../backend/generated/DraftCard';
import type { FormCard } from '../backend/generated/FormCard';
import type { Route } from '../backend/generated/Route';
import { draftPath, entriesPath, formsPath, newEntryPath } from '../form/paths';
import { useTitle } from '../form/words';
import { useMapWords } from '../map/words';
import { newHouseholdPath, peoplePath } from '../people/paths';
import { EVERYBODY } from '../people/search';
import { useAsk } from '../shared/backend';
import { useMoment } from '../shared/entry';
import { day, number } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

/** So many drafts are named here; the others stand with the forms. */
const NAMED = 3;

export function TodayPage() {
  const t = useTexts('start');
  const { today } = useStatus();
  const { data, refusal, again } = useAsk(glance, []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  return (
    <Page title={t('title')} caption={day(today)} testId="today">
      <Waiting />
      <div className="db-today">
        {data.drafts.length > 0 && <Drafts drafts={data.drafts} />}
        {data.routes.map(({ area, route }) => (
          <TodaysWay key={area.key} area={area} route={route} named={data.routes.length > 1} />
        ))}
        <People visited={data.visited} households={data.households} />
        <Forms forms={data.forms} />
      </div>
    </Page>
  );
}

async function glance(backend: Backend) {
  const { person } = await backend.status();
  const [forms, drafts, found, routes] = await Promise.all([
    backend.forms(),
    backend.drafts(),
    backend.findPeople(EVERYBODY),
    Promise.all((person?.areas ?? []).map(async (area) => ({ area, route: await backend.route(area.key) }))),
  ]);
  return { forms, drafts, routes, visited: found.visited, households: found.households_in_all };
}

function Waiting() {
  const t = useTexts('start');
  const { unsent } = useStatus();
  return (
    <p className="nhsuk-lede-text" data-testid="today-unsent">
      {unsent.changes === 0 ? t('all_sent') : <Link to="/unsent">{t('waits', { count: unsent.changes })}</Link>}
    </p>
  );
}

function Card({ title, testId, children }: { title: string; testId: string; children: ReactNode }) {
  return (
    <section className="db-card" data-testid={testId}>
      <h2 className="nhsuk-heading-s db-card__title">{title}</h2>
      {children}
    </section>
  );
}

function Drafts({ drafts }: { drafts: DraftCard[] }) {
  const t = useTexts('start');
  const form = useTexts('form');
  const title = useTitle();
  const at = useMoment();
  return (
    <Card title={t('drafts', { count: drafts.length })} testId="today-drafts">
      <ul className="db-next">
        {drafts.slice(0, NAMED).map((draft) => (
          <li key={draft.draft}>
            <Link to={draftPath(draft.draft, draft.page)}>{title(draft.title)}</Link>{' '}
            <span className="db-quiet">{form('drafts.changed', { at: at(draft.changed_at) })}</span>
          </li>
        ))}
      </ul>
      {drafts.length > NAMED && (
        <p>
          <Link to={formsPath}>{t('all_drafts')}</Link>
        </p>
      )}
    </Card>
  );
}

function TodaysWay({ area, route, named }: { area: AreaLine; route: Route | null; named: boolean }) {
  const t = useTexts('start');
  const map = useTexts('map');
  const { length, duration } = useMapWords();
  const stops = route?.legs.filter((leg) => leg.household !== null).length ?? 0;
  return (
    <Card title={named ? map('title_of', { area: area.name }) : map('route.title')} testId="today-route">
      <p>
        {route
          ? `${map('route.stops', { count: stops })} · ${map('route.summary', { length: length(route.metres), duration: duration(route.seconds) })}`
          : t('no_route')}
      </p>
      <p>
        <Link to={`/map/${encodeURIComponent(area.key)}`}>{t('open_map')}</Link>
      </p>
    </Card>
  );
}

function People({ visited, households }: { visited: number; households: number }) {
  const t = useTexts('people');
  return (
    <Card title={t('title')} testId="today-people">
      <p>{t('visited_of', { visited: number(visited), count: households })}</p>
      <p>
        <Link to={peoplePath}>{t('search')}</Link>
      </p>
      <Button as="a" href={`#${newHouseholdPath}`} small data-testid="new-household">
        {t('register_household')}
      </Button>
    </Card>
  );
}

function Forms({ forms }: { forms: FormCard[] }) {
  const t = useTexts('form');
  const title = useTitle();
  return (
    <Card title={t('forms.title')} testId="today-forms">
      {forms.length === 0 && <p>{t('forms.none_text')}</p>}
      <ul className="db-next">
        {forms.map((form) => (
          <li key={form.identity.id}>
            <Link to={newEntryPath(form.identity.id)}>{title(form.title)}</Link>
          </li>
        ))}
      </ul>
      <p>
        <Link to={entriesPath}>{t('forms.entries')}</Link>
      </p>
    </Card>
  );
}
