/** The parts of a sync: when each was last fetched, why one did not come, and a button to fetch one alone. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import type { Unit } from '../backend/generated/Unit';
import type { UnitRow } from '../backend/generated/UnitRow';
import { useAct, useAsk } from '../shared/backend';
import { useMoment } from '../shared/entry';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { ESSENTIAL, RECORDED, UNITS } from './units';

export function PartsPage() {
  const t = useTexts('units');
  const { data, refusal, again } = useAsk((backend) => backend.units(), []);
  const { syncing } = useStatus();
  const [running, setRunning] = useState<Unit[]>([]);
  const [said, setSaid] = useState('');
  const run = useAct((backend, units: Unit[]) => backend.syncUnits(units, false, () => undefined));
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back="/settings" /> : <Loading />;
  const fetch = (units: Unit[]) => {
    setRunning(units);
    setSaid('');
    void run.run(units).then((done) => {
      setRunning([]);
      again();
      const named = units.map((unit) => t(`unit.${unit}`)).join(', ');
      if (done !== undefined) setSaid(t('done', { unit: named }));
    });
  };
  return (
    <Page title={t('title')} back="/settings" testId="parts">
      <p>{t('lead')}</p>
      {run.refusal && <RefusalMessage refusal={run.refusal} />}
      <p role="status" data-testid="parts-said">
        {said}
      </p>
      <ul className="db-parts">
        {UNITS.map((unit) => (
          <li key={unit} className="db-parts__part" data-testid={`part-${unit}`}>
            <div>
              <h2 className="nhsuk-heading-s">{t(`unit.${unit}`)}</h2>
              <Standing row={data.find((row) => row.unit === unit)} running={running.includes(unit)} />
            </div>
            <Button
              type="button"
              secondary
              small
              disabled={run.busy || syncing}
              aria-label={t('fetch_of', { what: t(RECORDED.has(unit) ? 'sync' : 'fetch'), unit: t(`unit.${unit}`) })}
              onClick={() => fetch([unit])}
            >
              {t(RECORDED.has(unit) ? 'sync' : 'fetch')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="nhsuk-button-group">
        <Button as="a" href="#/sync/run" data-testid="sync">
          {t('everything')}
        </Button>
        <Button type="button" secondary disabled={run.busy || syncing} data-testid="essentials" onClick={() => fetch(ESSENTIAL)}>
          {t('essentials')}
        </Button>
      </div>
    </Page>
  );
}

function Standing({ row, running }: { row: UnitRow | undefined; running: boolean }) {
  const t = useTexts('units');
  const at = useMoment();
  if (running) return <p className="db-quiet">{t('running')}</p>;
  return (
    <>
      <p className="db-quiet">{row?.succeeded_at ? t('succeeded', { at: at(row.succeeded_at) }) : t('never')}</p>
      {row?.failed_at && row.failure && row.failure !== 'completed' && (
        <p className="db-parts__failure">{t('failed', { at: at(row.failed_at), why: t(`why.${row.failure}`) })}</p>
      )}
      {row?.asked && <p className="db-quiet">{t('asked')}</p>}
    </>
  );
}
