/** What every kind of field is given, and what it gives back. */
import type { FieldKind } from '../../backend/generated/FieldKind';
import type { FormField } from '../../backend/generated/FormField';
import type { FormPlace } from '../../backend/generated/FormPlace';
import type { Offer } from '../../backend/generated/Offer';
import type { RecordId } from '../../backend/generated/RecordId';
import type { Said } from '../../backend/generated/Said';

export interface FieldProps {
  /** Its id in the page. */
  id: string;
  draft: RecordId;
  place: FormPlace;
  field: FormField;
  label: string;
  hint: string | undefined;
  error: string | undefined;
  value: unknown;
  /** Undefined: nothing was answered. */
  onChange: (value: unknown) => void;
  /** What a list offers now. */
  offer: Offer | undefined;
  said: Said[];
  language: string;
}

/** The kind of a field, where it is known which one it is. */
export type Of<T extends FieldKind['type']> = Extract<FieldKind, { type: T }>;

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
