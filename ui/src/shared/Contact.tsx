/** Whom to contact, and what to read to them. Without a reference: only whom. */
import { useStatus } from './status';
import { useTexts } from '../texts';

export function Contact({ reference }: { reference?: string | null }) {
  const t = useTexts('sync');
  const help = useTexts('help');
  const status = useStatus();
  const teams = (status.person?.teams ?? []).filter((team) => team.phone ?? team.email);
  return (
    <section className="db-contact" data-testid="contact">
      <h2 className="nhsuk-heading-m">{t('contact.title')}</h2>
      {teams.length === 0 && <p>{t('contact.nobody')}</p>}
      {teams.map((team) => (
        <address key={team.key} className="db-contact__team">
          <span className="db-strong">{team.name}</span>
          {team.phone && <span>{help('phone', { phone: team.phone })}</span>}
          {team.email && <span>{help('email', { email: team.email })}</span>}
        </address>
      ))}
      {reference !== undefined && (
        <>
          <h3 className="nhsuk-heading-s">{t('contact.read')}</h3>
          <ul className="nhsuk-list nhsuk-list--bullet">
            {reference && (
              <li className="db-reference" data-testid="reference">
                {t('contact.read_reference', { reference })}
              </li>
            )}
            <li>{t('contact.read_device', { device: status.device_name, version: status.app_version })}</li>
            <li>{t('contact.read_unsent', { count: status.unsent.changes })}</li>
          </ul>
        </>
      )}
    </section>
  );
}
