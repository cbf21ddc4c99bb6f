/** Everything unsent, sealed into one file: where to, what is in it, and what to do with it. Reached from many places, also while locked. */
import { Button, SummaryList, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { RescueSaved } from '../backend/generated/RescueSaved';
import type { UserId } from '../backend/generated/UserId';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { size } from '../shared/format';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useFrom } from '../sync/from';
import { useTexts } from '../texts';

/** For who works here. */
export function RescuePage() {
  const navigate = useNavigate();
  const { from } = useFrom();
  return <RescueForm person={null} onBack={() => void navigate(from === '/' ? '/settings' : from, { replace: true })} />;
}

/** For a person by name, while locked or damaged; for who works here, without. */
export function RescueForm({ person, onBack }: { person: UserId | null; onBack: () => void }) {
  const t = useTexts('rescue');
  const words = useFaultWords('rescue');
  const { rescue_folder: proposed } = useStatus();
  useOpenForm();
  const [folder, setFolder] = useState(proposed);
  const [missing, setMissing] = useState<Fault[]>([]);
  const [saved, setSaved] = useState<RescueSaved>();
  const save = useAct((backend) => backend.saveRescue(person, folder.trim()));
  if (saved) return <Done saved={saved} onBack={onBack} />;
  const submit = async () => {
    const empty = folder.trim() === '';
    setMissing(empty ? [{ field: 'folder', code: 'missing' }] : []);
    if (empty) return;
    const done = await save.run();
    if (done) setSaved(done.value);
  };
  const notThere: Fault[] = save.refusal?.code === 'folder_not_writable' ? [{ field: 'folder', code: 'not_allowed' }] : [];
  const faults = missing.length > 0 ? missing : notThere;
  return (
    <Page title={t('title')} back={onBack} testId="rescue">
      <ErrorSummary faults={faults} namespace="rescue" />
      {save.refusal && faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
      <p>{t('lead')}</p>
      {person !== null && <p>{t('closed')}</p>}
      <AnswerForm onAnswer={submit}>
        <TextInput
          id="folder"
          name="folder"
          label={t('folder')}
          labelProps={{ size: 's' }}
          hint={t('folder_hint', { folder: proposed })}
          error={faultOf(faults, 'folder', words)}
          autoComplete="off"
          spellCheck={false}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <Button type="submit" disabled={save.busy} data-testid="submit">
          {save.busy ? t('busy') : t('submit')}
        </Button>
      </AnswerForm>
    </Page>
  );
}

function Done({ saved, onBack }: { saved: RescueSaved; onBack: () => void }) {
  const t = useTexts('rescue');
  return (
    <Page key="done" title={t('done.title')} testId="rescue-saved">
      <p className="nhsuk-lede-text" data-testid="rescue-records">
        {t('done.records', { count: saved.changes })}
      </p>
      {saved.pictures > 0 && <p data-testid="rescue-pictures">{t('done.pictures', { count: saved.pictures })}</p>}
      {saved.pictures_left_out > 0 && <p>{t('done.left_out', { count: saved.pictures_left_out })}</p>}
      {saved.closed && <p>{t('done.closed')}</p>}
      <SummaryList noBorder>
        <SummaryList.Row>
          <SummaryList.Key>{t('done.where')}</SummaryList.Key>
          <SummaryList.Value>
            <span className="db-path" data-testid="rescue-file">
              {saved.file}
            </span>
          </SummaryList.Value>
        </SummaryList.Row>
      </SummaryList>
      <p className="db-quiet">{t('done.size', { size: size(saved.bytes) })}</p>
      <h2 className="nhsuk-heading-m">{t('done.what')}</h2>
      <ol className="nhsuk-list nhsuk-list--number">
        {t('done.steps', { returnObjects: true }).map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Button type="button" onClick={onBack} data-testid="go-on">
        {t('done.back')}
      </Button>
    </Page>
  );
}
