/** The family refused because of gelatine, and this vaccine contains it: said before it is given. */
import { WarningCallout } from 'nhsuk-react-components';
import type { ConsentRow } from '../backend/generated/ConsentRow';
import type { VaccineRow } from '../backend/generated/VaccineRow';
import { useTexts } from '../texts';
import { chosenVaccine, type Flow } from './flow';

export function refusedGelatine(consents: ConsentRow[]): boolean {
  return consents.some((consent) => consent.reason_for_refusal === 'contains_gelatine');
}

export function needsGelatineWarning(vaccine: VaccineRow | undefined, consents: ConsentRow[]): boolean {
  return Boolean(vaccine?.contains_gelatine) && refusedGelatine(consents);
}

export function GelatineWarning({ flow }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const codes = useTexts('codes');
  const vaccine = chosenVaccine(flow);
  return (
    <div role="status">
      {needsGelatineWarning(vaccine, flow.panel.consents) && (
        <WarningCallout data-testid="gelatine-warning">
          <WarningCallout.Heading headingLevel="h2">{t('vaccine.gelatine_warning_title')}</WarningCallout.Heading>
          <p>{t('vaccine.gelatine_warning', { vaccine: vaccine?.brand ?? '', programme: codes(`programme.${flow.programme}`) })}</p>
        </WarningCallout>
      )}
    </div>
  );
}
