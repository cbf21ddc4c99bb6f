/** What is or was with support: why, in plain words, the reference to read out, and the answer when there is one. */
import type { TicketRow } from '../backend/generated/TicketRow';
import { useTicketWords } from '../shared/entry';
import { Tag } from '../shared/Tag';
import { useTexts } from '../texts';
import { useAt } from './times';

export function Tickets({ tickets }: { tickets: TicketRow[] }) {
  const t = useTexts('child');
  if (tickets.length === 0) return null;
  return (
    <section className="db-support" aria-labelledby="with-support" data-testid="tickets">
      <h2 id="with-support" className="nhsuk-heading-s">
        {t('with_support')}
      </h2>
      <ul className="db-lines">
        {tickets.map((ticket) => (
          <Ticket key={ticket.number} ticket={ticket} />
        ))}
      </ul>
    </section>
  );
}

function Ticket({ ticket }: { ticket: TicketRow }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const at = useAt();
  const words = useTicketWords();
  const open = ticket.state === 'open';
  const state = codes(`ticket_state.${ticket.state}`);
  return (
    <li className="db-line" data-testid="ticket">
      <p className="db-line__head">
        <Tag colour={open ? 'orange' : 'green'}>{state}</Tag>
        <span className="db-line__when">{t('ticket.reference', { number: ticket.number })}</span>
      </p>
      <p>{words(ticket)}</p>
      {!ticket.mine && <p className="db-quiet">{t('ticket.theirs')}</p>}
      {open && <p>{t('ticket.open')}</p>}
      {ticket.decided_at && <p>{t('ticket.decided', { state, at: at(ticket.decided_at) })}</p>}
      {ticket.note && <p className="db-line__words">{t('ticket.note', { note: ticket.note })}</p>}
    </li>
  );
}
