/**
 * SoS contacts: one press away on every page, also when locked. They open over the page, so that a half-filled form stays as it is.
 */
import { useRef } from 'react';
import type { ContactRow } from '../backend/generated/ContactRow';
import { useAsk } from '../shared/backend';
import { Icon } from '../shell/Icon';
import { useTexts } from '../texts';

export function Contacts() {
  const t = useTexts('contacts');
  const { data } = useAsk((backend) => backend.contacts(), []);
  const dialog = useRef<HTMLDialogElement>(null);
  // Nobody to ring: no button that leads to an empty page.
  if (!data || data.length === 0) return null;
  return (
    <>
      <button type="button" className="db-sos" data-testid="contacts" onClick={() => dialog.current?.showModal()}>
        <Icon name="phone" />
        <span>{t('open')}</span>
      </button>
      <dialog ref={dialog} className="db-sos__page" aria-labelledby="contacts-title" data-testid="contacts-page">
        <h2 className="nhsuk-heading-m" id="contacts-title">
          {t('title')}
        </h2>
        <p>{t('lead')}</p>
        <ul className="db-sos__list">
          {data.map((contact) => (
            <Row key={`${contact.name}/${contact.phone}`} contact={contact} />
          ))}
        </ul>
        <form method="dialog">
          <button type="submit" className="nhsuk-button nhsuk-button--secondary" data-testid="contacts-close">
            {t('close')}
          </button>
        </form>
      </dialog>
    </>
  );
}

function Row({ contact: { name, role, phone, area } }: { contact: ContactRow }) {
  const t = useTexts('contacts');
  return (
    <li className="db-sos__contact">
      <span>
        <strong>{name}</strong>
        <span className="db-quiet">{[role, area ?? t('everywhere')].filter((part) => part !== null).join(' · ')}</span>
      </span>
      <a href={`tel:${phone.replace(/\s/g, '')}`} aria-label={t('call', { name, phone })} dir="ltr">
        {phone}
      </a>
    </li>
  );
}
