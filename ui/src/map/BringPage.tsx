/** A map that is brought on a stick: the file is looked at before anything of it is taken. */
import { Button, TextInput } from 'nhsuk-react-components';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { Fault } from '../backend/generated/Fault';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct, useAsk } from '../shared/backend';
import { ErrorSummary, faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Loading } from '../shared/Loading';
import { useOpenForm } from '../shared/open-form';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { useTexts } from '../texts';

const EXAMPLE = '/media/stick/map.mbtiles';

export function BringPage() {
  const t = useTexts('map');
  const words = useFaultWords('map');
  const { area = '' } = useParams();
  const navigate = useNavigate();
  useOpenForm();
  const areas = useAsk((backend) => backend.maps(), []);
  const [file, setFile] = useState('');
  const [faults, setFaults] = useState<Fault[]>([]);
  const bring = useAct((backend) => backend.bringMap(area, file.trim()));
  if (!areas.data) return areas.refusal ? <RefusalPage refusal={areas.refusal} again={areas.again} /> : <Loading />;
  const name = areas.data.find((each) => each.area.key === area)?.area.name ?? area;
  const submit = async () => {
    const empty = file.trim() === '';
    setFaults(empty ? [{ field: 'file', code: 'missing' }] : []);
    if (!empty && (await bring.run())) void navigate(`/map/${encodeURIComponent(area)}`, { replace: true });
  };
  return (
    <Page title={t('bring.title', { area: name })} back="/maps" backLabel={t('maps.back')} testId="bring-map-page">
      <ErrorSummary faults={faults} namespace="map" />
      {bring.refusal && <RefusalMessage refusal={bring.refusal} />}
      <p>{t('bring.lead')}</p>
      <AnswerForm onAnswer={submit}>
        <TextInput
          id="file"
          name="file"
          label={t('bring.file')}
          labelProps={{ size: 's' }}
          hint={t('bring.file_hint', { example: EXAMPLE })}
          error={faultOf(faults, 'file', words)}
          autoComplete="off"
          spellCheck={false}
          value={file}
          onChange={(event) => setFile(event.currentTarget.value)}
        />
        <Button type="submit" disabled={bring.busy} data-testid="submit">
          {bring.busy ? t('bring.busy') : t('bring.submit')}
        </Button>
      </AnswerForm>
    </Page>
  );
}
