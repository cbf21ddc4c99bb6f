/** Settings: what the team set for this device, where copies go, and the way to a rescue file. */
import { Button, SummaryList, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import type { SettingsCard } from '../backend/generated/SettingsCard';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct, useAsk } from '../shared/backend';
import { useMoment } from '../shared/entry';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { size } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Counted } from './Counted';
import { Keychain } from './Keychain';
import { Reading } from './Reading';

export function SettingsPage() {
  const { data, refusal, again } = useAsk((backend) => backend.settings(), []);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back="/" /> : <Loading />;
  return <Settings card={data} />;
}

function Settings({ card }: { card: SettingsCard }) {
  const t = useTexts('settings');
  return (
    <Page title={t('title')} testId="settings">
      <Reading />
      <Device card={card} />
      <Keychain standing={card.keychain} />
      <h2 className="nhsuk-heading-m">{t('parts')}</h2>
      <p>{t('parts_text')}</p>
      <p>
        <Link to="/sync/parts" data-testid="parts-link">
          {t('parts')}
        </Link>
      </p>
      <Counted />
      <SecondCopy card={card} />
      <h2 className="nhsuk-heading-m">{t('rescue')}</h2>
      <p>{t('rescue_text')}</p>
      <p>
        <Link to="/rescue" state={{ from: '/settings' }} data-testid="rescue-link">
          {t('rescue')}
        </Link>
      </p>
      <Diagnostics card={card} />
    </Page>
  );
}

function Rows({ rows }: { rows: [string, string, string?][] }) {
  return (
    <SummaryList noBorder>
      {rows.map(([what, value, link]) => (
        <SummaryList.Row key={what}>
          <SummaryList.Key>{what}</SummaryList.Key>
          <SummaryList.Value>
            <span className="db-path">{link ? <Link to={link}>{value}</Link> : value}</span>
          </SummaryList.Value>
        </SummaryList.Row>
      ))}
    </SummaryList>
  );
}

function Device({ card }: { card: SettingsCard }) {
  const t = useTexts('settings');
  const at = useMoment();
  const { device_name: name, space, snooze } = useStatus();
  const asks = snooze ? (snooze.until ? t('snoozed', { at: at(snooze.until) }) : t('snoozed_until_asked')) : t('not_snoozed');
  return (
    <>
      <h2 className="nhsuk-heading-m">{t('device')}</h2>
      <Rows
        rows={[
          [t('device_name'), name],
          [t('free'), space.free_bytes === null ? t('free_unknown') : size(space.free_bytes), '/space'],
          [t('lock'), card.lock_after_minutes > 0 ? t('lock_after', { count: card.lock_after_minutes }) : t('lock_never')],
          [t('expires'), card.expires_after_days > 0 ? t('expires_after', { count: card.expires_after_days }) : t('expires_never')],
          [t('asking'), asks],
        ]}
      />
      <p className="db-quiet">{t('team')}</p>
    </>
  );
}

function SecondCopy({ card }: { card: SettingsCard }) {
  const t = useTexts('settings');
  const at = useMoment();
  const words = useFaultWords('settings');
  const [folder, setFolder] = useState(card.second_copy ?? '');
  const [saved, setSaved] = useState<string>();
  const save = useAct((backend) => backend.setSecondCopy(folder.trim() || null));
  const faults: Fault[] = save.refusal?.code === 'folder_not_writable' ? [{ field: 'second', code: 'not_allowed' }] : [];
  return (
    <>
      <h2 className="nhsuk-heading-m">{t('copies')}</h2>
      <p>{t('copies_text')}</p>
      <p data-testid="copied">{card.copied_at ? t('copied', { count: card.copied, at: at(card.copied_at) }) : t('copied_none')}</p>
      <ErrorSummary faults={faults} namespace="settings" />
      {save.refusal && faults.length === 0 && <RefusalMessage refusal={save.refusal} />}
      <AnswerForm
        onAnswer={() => {
          setSaved(undefined);
          void save.run().then((done) => done && setSaved(folder.trim()));
        }}
      >
        <TextInput
          id="second"
          name="second"
          label={t('second')}
          labelProps={{ size: 's' }}
          hint={t('second_hint')}
          error={faultOf(faults, 'second', words)}
          autoComplete="off"
          spellCheck={false}
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        <Button type="submit" secondary disabled={save.busy} data-testid="save-second">
          {t('save')}
        </Button>
      </AnswerForm>
      <p role="status" data-testid="second-saved">
        {saved === undefined ? '' : saved === '' ? t('saved_none') : t('saved')}
      </p>
    </>
  );
}

function Diagnostics({ card }: { card: SettingsCard }) {
  const t = useTexts('settings');
  const { app_version: version, server } = useStatus();
  return (
    <>
      <h2 className="nhsuk-heading-m">{t('diagnostics')}</h2>
      <Rows
        rows={[
          [t('version'), version],
          [t('service'), server],
          [t('folder'), card.folder],
          [t('journal'), card.journal],
        ]}
      />
      {card.pinned && <p className="db-quiet">{t('pinned')}</p>}
    </>
  );
}
