/** Another person's sealed records: sent by whoever is here, unread; and a true account of what the service did with them. */
import { Button } from 'nhsuk-react-components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { HandedIn } from '../backend/generated/HandedIn';
import { useAct } from '../shared/backend';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useFrom } from '../sync/from';
import { useTexts } from '../texts';

export function HandInPage() {
  const t = useTexts('safety');
  const { person = '' } = useParams();
  const { from } = useFrom();
  const known = useStatus().people.find((each) => each.person === person);
  const [done, setDone] = useState<HandedIn>();
  const send = useAct((backend) => backend.sendCopy(person));
  if (done) return <Done done={done} />;
  const name = known?.name ?? '';
  return (
    <Page title={t('hand_in.title', { name })} back={from} testId="hand-in">
      {send.refusal && <RefusalMessage refusal={send.refusal} />}
      {!known || known.waiting === 0 ? (
        <p>{t('hand_in.nothing')}</p>
      ) : (
        <>
          <p>{t('hand_in.what', { name, count: known.waiting })}</p>
          <p>{t('hand_in.sealed')}</p>
          <Button
            type="button"
            disabled={send.busy}
            onClick={() => void send.run().then((sent) => sent && setDone(sent.value))}
            data-testid="submit"
          >
            {send.busy ? t('hand_in.busy') : t('hand_in.submit')}
          </Button>
        </>
      )}
    </Page>
  );
}

function Done({ done }: { done: HandedIn }) {
  const t = useTexts('safety');
  const navigate = useNavigate();
  const { from } = useFrom();
  return (
    <Page key="done" title={t('hand_in.done_title', { name: done.name })} testId="handed-in">
      <ul className="nhsuk-list nhsuk-list--bullet" data-testid="handed-in-account">
        <li>{t('hand_in.changes', { count: done.changes })}</li>
        {done.taken > 0 && <li>{t('hand_in.taken', { count: done.taken })}</li>}
        {done.already > 0 && <li>{t('hand_in.already', { count: done.already })}</li>}
        {done.with_support > 0 && <li>{t('hand_in.with_support', { count: done.with_support })}</li>}
      </ul>
      <p>{t('hand_in.kept', { name: done.name })}</p>
      <Button type="button" onClick={() => void navigate(from, { replace: true })} data-testid="go-on">
        {t('hand_in.back')}
      </Button>
      <p className="db-quiet">{t('hand_in.reference', { reference: done.reference })}</p>
    </Page>
  );
}
