/** How the invented world is kept: rows as the contract has them, and a little around them. Nothing outside `memory/` sees this. */
import type { ConsentRow } from '../generated/ConsentRow';
import type { Gender } from '../generated/Gender';
import type { NoteRow } from '../generated/NoteRow';
import type { ParentRow } from '../generated/ParentRow';
import type { Programme } from '../generated/Programme';
import type { Registration } from '../generated/Registration';
import type { TicketRow } from '../generated/TicketRow';
import type { TriageRow } from '../generated/TriageRow';
import type { VaccinationRow } from '../generated/VaccinationRow';
import type { VaccineRow } from '../generated/VaccineRow';

export interface Panel {
  consents: ConsentRow[];
  triage: TriageRow[];
  vaccinations: VaccinationRow[];
}

export interface Child {
  id: string;
  given_name: string;
  family_name: string;
  preferred_name: string | null;
  date_of_birth: string;
  nhs_number: string | null;
  nhs_number_invalidated: boolean;
  gender: Gender;
  year_group: number | null;
  registration_group: string | null;
  urn: string;
  school: string;
  restricted: boolean;
  address: string[];
  parents: ParentRow[];
  registration: Registration;
  notes: NoteRow[];
  panels: Partial<Record<Programme, Panel>>;
  tickets: TicketRow[];
}

export interface Session {
  id: string;
  urn: string;
  school: string;
  dates: string[];
  programmes: Programme[];
  registration_required: boolean;
}

export interface StoredBatch {
  id: string;
  vaccine: VaccineRow;
  number: string;
  expiry: string;
  unsent: boolean;
}

export interface World {
  children: Child[];
  sessions: Session[];
  batches: StoredBatch[];
}
