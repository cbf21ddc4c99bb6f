/** Doses given or not, from anywhere. What was recorded here may be corrected on its day, and removed. */
import { Link } from 'react-router';
import type { VaccinationRow } from '../backend/generated/VaccinationRow';
import { day, lower } from '../shared/format';
import { SendTag, Tag } from '../shared/Tag';
import { useTexts } from '../texts';

interface DosesProps {
  doses: VaccinationRow[];
  /** Where it is corrected; none where it cannot be. */
  change: (dose: VaccinationRow) => string | null;
  remove: (dose: VaccinationRow) => string | null;
}

export function Doses({ doses, change, remove }: DosesProps) {
  const t = useTexts('child');
  return (
    <section className="db-part">
      <h3 className="db-part__title">{t('panel.history')}</h3>
      {doses.length === 0 && <p className="db-quiet">{t('panel.no_history')}</p>}
      {doses.length > 0 && (
        <ul className="db-lines">
          {doses.map((dose) => (
            <Dose key={dose.id} dose={dose} change={change(dose)} remove={remove(dose)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Dose({ dose, change, remove }: { dose: VaccinationRow; change: string | null; remove: string | null }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const given = dose.outcome === 'administered';
  const hidden = t('dose.hidden', { programme: codes(`programme.${dose.programme}`), day: day(dose.date) });
  const about = [
    given && dose.dose_sequence !== null && t('dose.number', { number: dose.dose_sequence }),
    dose.full_dose === false && t('dose.half'),
    dose.vaccine_name,
    dose.batch_number && t('dose.batch', { number: dose.batch_number }),
    dose.site && lower(codes(`site.${dose.site}`)),
  ].filter(Boolean);
  const where = [dose.place, dose.performer_name && t('dose.by', { name: dose.performer_name }), !dose.ours && t('dose.elsewhere')].filter(
    Boolean,
  );
  return (
    <li className="db-line" data-testid="dose">
      <p className="db-line__head">
        <Tag colour={given ? 'green' : 'grey'}>{codes(`outcome.${dose.outcome}`)}</Tag>
        <span className="db-line__when">
          {dose.time ? t('dose.when', { day: day(dose.date), time: dose.time.slice(0, 5) }) : day(dose.date)}
        </span>
        {dose.state !== 'received' && <SendTag state={dose.state} />}
        {change && (
          <Link className="db-line__action" to={change}>
            {t('dose.change')}
            <span className="nhsuk-u-visually-hidden"> {hidden}</span>
          </Link>
        )}
        {remove && (
          <Link className="db-line__action" to={remove}>
            {t('dose.remove')}
            <span className="nhsuk-u-visually-hidden"> {hidden}</span>
          </Link>
        )}
      </p>
      {about.length > 0 && <p>{about.join(' · ')}</p>}
      {where.length > 0 && <p className="db-quiet">{where.join(' · ')}</p>}
      {dose.notes && <p className="db-line__words">{dose.notes}</p>}
    </li>
  );
}
