/** An answer as it is read: the words of what was chosen, a day as days are written here, a picture. */
import type { FormField } from '../backend/generated/FormField';
import type { Said } from '../backend/generated/Said';
import { day } from '../shared/format';
import { useTexts } from '../texts';
import { chosenOf, saidOf } from './field/Chosen';
import { sha256Of } from './field/picture';
import { Shown } from './field/Shown';

interface AnswerTextProps {
  field: FormField;
  value: unknown;
  said: Said[];
  label: string;
}

export function AnswerText({ field, value, said, label }: AnswerTextProps) {
  const t = useTexts('form');
  const common = useTexts('common');
  const sha256 = sha256Of(value);
  if (sha256) return <Shown sha256={sha256} label={label} />;
  if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
  if (field.kind.type === 'choice') {
    return chosenOf(value)
      .map((each) => saidOf({ said, field }, each))
      .join(', ');
  }
  if (typeof value === 'object' && value !== null && 'latitude' in value && 'longitude' in value) {
    const { latitude, longitude, accuracy } = value as Record<string, unknown>;
    const where = `${String(latitude)}, ${String(longitude)}`;
    return typeof accuracy === 'number' ? t('field.where', { where, metres: accuracy }) : where;
  }
  if (typeof value !== 'string') return typeof value === 'number' ? String(value) : '';
  if (field.kind.type === 'date' && /^\d{4}-\d\d-\d\d$/.test(value)) return day(value);
  if (field.kind.type === 'date_time' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) {
    return common('time_on_day', { time: value.slice(11, 16), day: day(value.slice(0, 10)) });
  }
  return value;
}
