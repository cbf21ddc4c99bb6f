/** The data does not open: what happened, that nothing was deleted, a rescue file, and how to start again. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import type { UserId } from '../backend/generated/UserId';
import { RescueForm } from '../rescue/RescuePage';
import { useAct } from '../shared/backend';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { useTexts } from '../texts';

interface DamagedPageProps {
  person: UserId;
  name: string;
  reference?: string;
  onOthers?: () => void;
  onStartedAgain: () => void;
}

export function DamagedPage({ person, name, reference, onOthers, onStartedAgain }: DamagedPageProps) {
  const t = useTexts('safety');
  const [rescuing, setRescuing] = useState(false);
  const again = useAct((backend) => backend.startAgain(person));
  if (rescuing) return <RescueForm person={person} onBack={() => setRescuing(false)} />;
  return (
    <Page key="damaged" title={t('damaged.title')} back={onOthers} backLabel={t('damaged.others')} testId="damaged">
      {again.refusal && <RefusalMessage refusal={again.refusal} />}
      {name && <p>{t('damaged.whose', { name })}</p>}
      <p>{t('damaged.what')}</p>
      <div className="db-safe">
        <p className="db-strong">{t('damaged.safe')}</p>
        <p>{t('damaged.safe_more')}</p>
      </div>
      <h2 className="nhsuk-heading-m">{t('damaged.next')}</h2>
      <p>{t('damaged.first')}</p>
      <Button type="button" onClick={() => setRescuing(true)} data-testid="rescue-link">
        {t('damaged.rescue')}
      </Button>
      <p>{t('damaged.then')}</p>
      <Button
        type="button"
        secondary
        disabled={again.busy}
        onClick={() => void again.run().then((done) => done && onStartedAgain())}
        data-testid="start-again"
      >
        {t('damaged.start_again')}
      </Button>
      {reference && <p className="db-quiet">{t('damaged.reference', { reference })}</p>}
    </Page>
  );
}
