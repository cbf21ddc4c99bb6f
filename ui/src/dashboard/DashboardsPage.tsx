/** Figures of a campaign: what the service has counted, and beside it what this device has not sent yet. Works without a connection. */
import { Select } from 'nhsuk-react-components';
import { Link, useNavigate, useParams } from 'react-router';
import type { DashboardLine } from '../backend/generated/DashboardLine';
import { useTitle } from '../form/words';
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { useMoment } from '../shared/entry';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalPage } from '../shared/Refusal';
import { useTexts } from '../texts';
import { Figure } from './Figure';
import { dashboardPath } from './paths';

export function DashboardsPage() {
  const t = useTexts('dashboards');
  const shell = useTexts('shell');
  const { dashboard } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.dashboards(), []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  const chosen = data.find((each) => each.id === dashboard) ?? data[0];
  if (!chosen) {
    return (
      <Page title={t('title')} testId="dashboards">
        <EmptyState title={t('none')}>
          <p>{t('none_text')}</p>
          <Link to="/sync/run">{shell('strip.sync')}</Link>
        </EmptyState>
      </Page>
    );
  }
  return <Dashboard key={chosen.id} line={chosen} all={data} />;
}

function Dashboard({ line, all }: { line: DashboardLine; all: readonly DashboardLine[] }) {
  const t = useTexts('dashboards');
  const at = useMoment();
  const titled = useTitle();
  const { data, refusal, again } = useAsk((backend) => backend.dashboard(line.id), [line.id]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} /> : <Loading />;
  return (
    <Page title={titled(line.title) || t('title')} caption={line.area_name ?? line.campaign_name} wide testId="dashboards">
      {all.length > 1 && <Choice chosen={line} all={all} />}
      <p data-testid="as-of">
        <strong>{t('as_of', { at: at(data.as_of) })}</strong> <span className="db-quiet">{t('as_of_text')}</span>
      </p>
      <div className="db-charts">
        {data.charts.map((chart) => (
          <Figure key={chart.key} chart={chart} area={line.area} />
        ))}
      </div>
    </Page>
  );
}

function Choice({ chosen, all }: { chosen: DashboardLine; all: readonly DashboardLine[] }) {
  const t = useTexts('dashboards');
  const titled = useTitle();
  const navigate = useNavigate();
  const several = new Set(all.map((each) => each.campaign)).size > 1;
  const where = (line: DashboardLine) => line.area_name ?? (several ? line.campaign_name : t('whole'));
  return (
    <Select
      id="dashboard"
      label={t('choose')}
      labelProps={{ size: 's' }}
      value={chosen.id}
      onChange={(event) => void navigate(dashboardPath(event.target.value), { replace: true })}
    >
      {all.map((each) => (
        <Select.Option key={each.id} value={each.id}>
          {t('choice', { title: titled(each.title), where: where(each) })}
        </Select.Option>
      ))}
    </Select>
  );
}
