/**
 * The second vaccine: MenACWY and Td/IPV are given together. When one has been recorded today and the other has neither been
 * given nor refused a place, it is outstanding, and a banner says so until it is recorded.
 */
import type { Programme } from '../backend/generated/Programme';
import type { Standing } from '../backend/generated/Standing';

const PARTNER: Partial<Record<Programme, Programme>> = { menacwy: 'td_ipv', td_ipv: 'menacwy' };

/** Where the other one can still be given or must still be accounted for. */
const OUTSTANDING: Standing[] = ['ready', 'triage_needed'];

interface Given {
  programme: Programme;
  standing: Standing;
  /** Given today. */
  givenToday: boolean;
}

/** The programme that is still to be recorded, and the one that was. */
export function secondOutstanding(programmes: Given[]): { given: Programme; outstanding: Programme } | undefined {
  for (const one of programmes) {
    const other = programmes.find((each) => each.programme === PARTNER[one.programme]);
    if (one.givenToday && other && !other.givenToday && OUTSTANDING.includes(other.standing)) {
      return { given: one.programme, outstanding: other.programme };
    }
  }
  return undefined;
}
