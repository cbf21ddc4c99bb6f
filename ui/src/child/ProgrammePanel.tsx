/** One programme of the child: where she stands, what can be done now, and why she stands there. */
import { Link } from 'react-router';
import type { ChildPage } from '../backend/generated/ChildPage';
import type { ProgrammePanel as Panel } from '../backend/generated/ProgrammePanel';
import type { Standing } from '../backend/generated/Standing';
import type { TriageRow } from '../backend/generated/TriageRow';
import { StandingMark } from '../session/Standings';
import { day } from '../shared/format';
import { consentPath, notGivenPath, removePath, vaccinatePath } from '../shared/paths';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { Consents } from './Consents';
import { Doses } from './Doses';

/** Where a vaccine may be given: consent is there, and nobody has decided against it. */
const MAY_BE_GIVEN: Standing[] = ['ready', 'triage_needed', 'not_vaccinated'];
const ASKS_FOR_CONSENT: Standing[] = ['no_response', 'consent_refused', 'consent_conflicts'];

export function ProgrammePanel({ panel, page }: { panel: Panel; page: ChildPage }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const { today } = useStatus();
  const { session, row } = page;
  const name = codes(`programme.${panel.programme}`);
  const here = session?.id ?? null;
  return (
    <section className="db-panel" aria-labelledby={`panel-${panel.programme}`} data-testid={`panel-${panel.programme}`}>
      <header className="db-panel__head">
        <h2 id={`panel-${panel.programme}`} className="nhsuk-heading-m">
          {name}
        </h2>
        <StandingMark standing={panel.standing} />
        {panel.standing !== 'vaccinated' && (
          <span className="db-quiet">{t('panel.next_dose', { dose: panel.next_dose, most: panel.most_doses })}</span>
        )}
      </header>
      <Actions panel={panel} page={page} />
      <Consents
        consents={panel.consents}
        conflicting={panel.standing === 'consent_conflicts'}
        correct={(consent) => `${consentPath(row.id, here, panel.programme)}?record=${consent.id}`}
      />
      <Triage triage={panel.triage} />
      <Doses
        doses={panel.vaccinations}
        change={(dose) => {
          const where = dose.session ?? here;
          // A correction is made on the day itself: the record carries the day on which it was made.
          if (!dose.ours || !where || dose.date !== today) return null;
          const path = dose.outcome === 'administered' ? vaccinatePath : notGivenPath;
          return `${path(where, row.id, panel.programme)}?record=${dose.id}`;
        }}
        remove={(dose) => (dose.ours ? removePath(row.id, here, 'vaccination', dose.id) : null)}
      />
    </section>
  );
}

function Actions({ panel: { programme, standing }, page: { session, row } }: { panel: Panel; page: ChildPage }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const name = codes(`programme.${programme}`);
  const consentWanted = ASKS_FOR_CONSENT.includes(standing);
  if (standing === 'vaccinated') return null;
  return (
    <div className="db-actions">
      {session?.today && MAY_BE_GIVEN.includes(standing) && (
        <Link
          className={standing === 'ready' ? 'nhsuk-button nhsuk-button--small' : 'nhsuk-button nhsuk-button--secondary nhsuk-button--small'}
          to={vaccinatePath(session.id, row.id, programme)}
          aria-label={t('panel.record_for', { programme: name })}
          data-testid={`record-${programme}`}
        >
          {t('panel.record')}
        </Link>
      )}
      {consentWanted && (
        <Link
          className="nhsuk-button nhsuk-button--small"
          to={consentPath(row.id, session?.id ?? null, programme)}
          aria-label={t('panel.consent_for', { programme: name })}
          data-testid={`consent-${programme}`}
        >
          {t('panel.consent')}
        </Link>
      )}
      {session?.today && standing !== 'not_vaccinated' && (
        <Link
          className="nhsuk-button nhsuk-button--secondary nhsuk-button--small"
          to={notGivenPath(session.id, row.id, programme)}
          aria-label={t('panel.not_given_for', { programme: name })}
          data-testid={`not-given-${programme}`}
        >
          {t('panel.not_given')}
        </Link>
      )}
      {!consentWanted && standing !== 'not_vaccinated' && (
        <Link
          className="db-actions__link"
          to={consentPath(row.id, session?.id ?? null, programme)}
          aria-label={t('panel.consent_for', { programme: name })}
        >
          {t('panel.consent')}
        </Link>
      )}
      {consentWanted && <p className="db-actions__why">{t('panel.consent_first')}</p>}
      {standing === 'do_not_vaccinate' && <p className="db-actions__why">{t('panel.do_not_vaccinate')}</p>}
      {!session?.today && <p className="db-actions__why">{t(session ? 'panel.not_today' : 'panel.no_session')}</p>}
    </div>
  );
}

function Triage({ triage }: { triage: TriageRow[] }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  if (triage.length === 0) return null;
  return (
    <section className="db-part">
      <h3 className="db-part__title">{t('panel.triage')}</h3>
      <ul className="db-lines">
        {triage.map((decision) => (
          <li key={decision.id} className="db-line" data-testid="triage">
            <p>
              <strong>{codes(`triage.${decision.status}`)}</strong>
            </p>
            {decision.notes && <p className="db-line__words">{decision.notes}</p>}
            <p className="db-quiet">{t('triage.line', { who: decision.recorded_by ?? t('triage.someone'), day: day(decision.at) })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
