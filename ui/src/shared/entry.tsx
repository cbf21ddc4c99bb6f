/** One change in words: what was done, how far it is, its receipt, and why somebody at support looks at it. */
import type { EntryRow } from '../backend/generated/EntryRow';
import type { TicketRow } from '../backend/generated/TicketRow';
import { useTexts } from '../texts';
import { lower, moment } from './format';
import { useStatus } from './status';
import type { VaccinationOutcome } from '../backend/generated/VaccinationOutcome';

/** `15:42`, or `15:42 on 14 September 2026` for another day. */
export function useMoment(): (at: string) => string {
  const t = useTexts('common');
  const { today } = useStatus();
  return (at) => moment(at, today, (parts) => t('time_on_day', parts));
}

/** What was done. */
export function useEntryWords(): (entry: EntryRow) => string {
  const t = useTexts('entry');
  const codes = useTexts('codes');
  return (entry) => {
    const programme = entry.programme ? codes(`programme.${entry.programme}`) : '';
    switch (entry.kind) {
      case 'vaccination': {
        if (entry.verb === 'remove') return t('vaccination.removed', { programme });
        if (entry.verb === 'restore') return t('vaccination.restored', { programme });
        const edited = entry.verb === 'edit';
        if (entry.detail === 'administered') return t(edited ? 'vaccination.given_changed' : 'vaccination.given', { programme });
        const why = lower(codes(`outcome.${(entry.detail ?? 'refused') as VaccinationOutcome}`));
        return t(edited ? 'vaccination.not_given_changed' : 'vaccination.not_given', { programme, why });
      }
      case 'consent':
        if (entry.verb === 'remove') return t('consent.removed', { programme });
        return t(`consent.${(entry.detail ?? 'not_provided') as 'given' | 'refused' | 'not_provided'}`, { programme });
      case 'attendance':
        if (entry.verb === 'remove') return t('attendance.removed');
        return t(`attendance.${entry.detail === 'not_attending' ? 'not_attending' : 'attending'}`);
      case 'note':
        return t(`note.${entry.verb}`);
      case 'batch':
        return t(`batch.${entry.verb}`, { number: entry.detail ?? '' });
      case 'household':
        return t(`household.${entry.verb}`);
      case 'individual':
        return t(`individual.${entry.verb}`);
      case 'entry':
        return t(`form.${entry.verb}`);
      default:
        return t('other', { kind: codes(`kind.${entry.kind}`), verb: lower(codes(`verb.${entry.verb}`)) });
    }
  };
}

/** What the service said when it had it; nothing while it has not. */
export function Receipt({ entry }: { entry: EntryRow }) {
  const t = useTexts('entry');
  const at = useMoment();
  if (!entry.receipt) return null;
  const parts = { at: at(entry.receipt.at), code: entry.receipt.code };
  const { outcome } = entry.receipt;
  return (
    <span className="db-receipt" data-testid="receipt">
      {outcome.outcome === 'with_support'
        ? t('receipt_review', { ...parts, ticket: outcome.ticket })
        : t(outcome.outcome === 'merged' ? 'receipt_merged' : 'receipt', parts)}
      {entry.receipt.registration && (
        <>
          {' '}
          <strong data-testid="registration">{t('registered', { number: entry.receipt.registration })}</strong>
        </>
      )}
    </span>
  );
}

/** Why somebody at support looks at it, or what they decided. */
export function useTicketWords(): (ticket: TicketRow) => string {
  const t = useTexts('entry');
  const at = useMoment();
  return (ticket) => {
    if (ticket.state !== 'open') return t(`ticket.${ticket.state}`);
    const what = t(`ticket.what.${ticket.about}`);
    if (ticket.reason === 'conflict') {
      return ticket.other_at ? t('ticket.conflict', { what, at: at(ticket.other_at) }) : t('ticket.conflict_no_time', { what });
    }
    return t(`ticket.${ticket.reason}`, { what });
  };
}
