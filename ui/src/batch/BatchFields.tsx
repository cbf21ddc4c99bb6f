/** The fields of a batch: number and expiry, and the vaccine and team where they are not known already. */
import { TextInput } from 'nhsuk-react-components';
import type { Fault } from '../backend/generated/Fault';
import type { VaccineRow } from '../backend/generated/VaccineRow';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice, DayField } from '../shared/fields';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import type { BatchAnswers } from './draft';

interface BatchFieldsProps {
  answers: BatchAnswers;
  onChange: (answers: BatchAnswers) => void;
  faults: Fault[];
  /** To choose from; none where the vaccine is known. */
  vaccines?: VaccineRow[];
}

export function BatchFields({ answers, onChange, faults, vaccines = [] }: BatchFieldsProps) {
  const t = useTexts('batches');
  const words = useFaultWords('batches');
  const teams = useStatus().person?.teams ?? [];
  return (
    <>
      {vaccines.length > 1 && (
        <Choice
          id="vaccine"
          legend={t('vaccine')}
          size="s"
          error={faultOf(faults, 'vaccine', words)}
          value={answers.vaccine}
          onChange={(vaccine) => onChange({ ...answers, vaccine })}
          options={vaccines.map((vaccine) => ({ value: vaccine.id, label: vaccine.brand }))}
        />
      )}
      <TextInput
        id="number"
        label={t('number')}
        labelProps={{ size: 's' }}
        hint={t('number_hint')}
        error={faultOf(faults, 'number', words)}
        width={10}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        value={answers.number}
        onChange={(event) => onChange({ ...answers, number: event.target.value })}
      />
      <DayField
        id="expiry"
        legend={t('expiry')}
        hint={t('expiry_hint')}
        error={faultOf(faults, 'expiry', words)}
        value={answers.expiry}
        onChange={(expiry) => onChange({ ...answers, expiry })}
      />
      {teams.length > 1 && (
        <Choice
          id="team"
          legend={t('team')}
          size="s"
          error={faultOf(faults, 'team', words)}
          value={answers.team}
          onChange={(team) => onChange({ ...answers, team })}
          options={teams.map((team) => ({ value: team.key, label: team.name }))}
        />
      )}
    </>
  );
}
