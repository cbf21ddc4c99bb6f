/** Asks before a household or a person is removed. It can be undone until it is sent. */
import { Button } from 'nhsuk-react-components';
import { useNavigate, useParams } from 'react-router';
import type { RecordRef } from '../backend/generated/RecordRef';
import { useAct, useAsk } from '../shared/backend';
import { Loading } from '../shared/Loading';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useTexts } from '../texts';
import { householdPath, individualPath, peoplePath } from './paths';
import { nameOf } from './words';

export function RemovePage() {
  const { household, individual } = useParams();
  const { data, refusal, again } = useAsk(
    async (backend) => {
      if (individual) {
        const { row } = await backend.individual(individual);
        return { what: { kind: 'individual', record: row.id } as RecordRef, name: nameOf(row), back: individualPath(row.id), members: 0 };
      }
      const { row, individuals } = await backend.household(household ?? '');
      return {
        what: { kind: 'household', record: row.id } as RecordRef,
        name: row.head ?? row.address,
        back: householdPath(row.id),
        members: individuals.length,
      };
    },
    [household, individual],
  );
  useOpenForm();
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={peoplePath} /> : <Loading />;
  return <Remove {...data} />;
}

function Remove({ what, name, back, members }: { what: RecordRef; name: string | null; back: string; members: number }) {
  const t = useTexts('people');
  const navigate = useNavigate();
  const remove = useAct((backend) => backend.remove(what));
  const confirm = async () => {
    const done = await remove.run();
    if (!done) return;
    const news = withNews({ what: 'removed', kind: what.kind, record: what.record, changed: done.value.changed });
    void navigate(peoplePath, { replace: true, state: news });
  };
  return (
    <Page
      title={t(what.kind === 'household' ? 'remove_household' : 'remove')}
      caption={name ?? t('unnamed_household')}
      back={back}
      testId="remove"
    >
      {remove.refusal && <RefusalMessage refusal={remove.refusal} />}
      {members > 0 ? (
        <p>{t('remove_members_first', { count: members })}</p>
      ) : (
        <>
          <p>{t('remove_text')}</p>
          <div className="nhsuk-button-group">
            <Button type="button" warning disabled={remove.busy} data-testid="confirm" onClick={() => void confirm()}>
              {t('remove_confirm')}
            </Button>
            <Button type="button" secondary onClick={() => void navigate(back)}>
              {t('remove_keep')}
            </Button>
          </div>
        </>
      )}
    </Page>
  );
}
