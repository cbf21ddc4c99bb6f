/** Asks before a record of one's own is removed. It can be undone until it is sent. */
import { Button } from 'nhsuk-react-components';
import { useNavigate, useParams } from 'react-router';
import type { ChildPage } from '../backend/generated/ChildPage';
import type { Kind } from '../backend/generated/Kind';
import { useAct, useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { day, fullName } from '../shared/format';
import { Loading } from '../shared/Loading';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { childPath } from '../shared/paths';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { withNews } from '../shared/saved';
import { useTexts } from '../texts';

export function RemovePage() {
  const { child = '', session = null } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.child(child, session), [child, session]);
  useOpenForm();
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={childPath(child, session)} /> : <Loading />;
  return <Remove page={data} />;
}

function Remove({ page }: { page: ChildPage }) {
  const { record = '', kind = '' } = useParams();
  const t = useTexts('child');
  const navigate = useNavigate();
  const back = childPath(page.row.id, page.session?.id ?? null);
  const what = useWhatIsRemoved()(page, kind, record);
  const remove = useAct((backend) => backend.remove({ kind: kind as Kind, record }));
  const confirm = async () => {
    const done = await remove.run();
    if (done)
      void navigate(back, { replace: true, state: withNews({ what: 'removed', kind: kind as Kind, record, changed: done.value.changed }) });
  };
  return (
    <Page
      title={t(kind === 'note' ? 'remove.title_note' : 'remove.title_vaccination')}
      caption={fullName(page.row)}
      back={back}
      testId="remove"
    >
      {remove.refusal && <RefusalMessage refusal={remove.refusal} />}
      {what === null ? (
        <EmptyState title={t('remove.gone')} />
      ) : (
        <>
          <p className="db-line__words db-quote">{what}</p>
          <p>{t('remove.text')}</p>
          <div className="nhsuk-button-group">
            <Button type="button" warning disabled={remove.busy} onClick={() => void confirm()}>
              {t('remove.confirm')}
            </Button>
            <Button type="button" secondary onClick={() => void navigate(back)}>
              {t('remove.keep')}
            </Button>
          </div>
        </>
      )}
    </Page>
  );
}

/** The words by which the person recognises it; none where it is not there any more. */
function useWhatIsRemoved(): (page: ChildPage, kind: string, record: string) => string | null {
  const codes = useTexts('codes');
  return (page, kind, record) => {
    if (kind === 'note') return page.notes.find((note) => note.id === record)?.text ?? null;
    const dose = page.programmes.flatMap((panel) => panel.vaccinations).find((each) => each.id === record && each.ours);
    if (!dose) return null;
    const parts = [
      codes(`programme.${dose.programme}`),
      codes(`outcome.${dose.outcome}`),
      dose.vaccine_name,
      dose.batch_number,
      day(dose.date),
    ];
    return parts.filter(Boolean).join(' · ');
  };
}
