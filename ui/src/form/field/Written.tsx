/** What is written: letters, numbers, days, times. What was typed and is no number or day is kept as typed, so that it can be said. */
import { TextInput, Textarea } from 'nhsuk-react-components';
import { useId, useState } from 'react';
import { DayField, partsOf, type DayParts } from '../../shared/fields';
import { useTexts } from '../../texts';
import { textOf, type FieldProps } from './field';

const labels = { size: 's' } as const;
const orNothing = (text: string) => (text === '' ? undefined : text);

export function TextField({ id, field, label, hint, error, value, onChange }: FieldProps) {
  const shared = { id, label, labelProps: labels, hint, error, value: textOf(value), autoComplete: 'off' };
  return field.appearance?.includes('multiline') ? (
    <Textarea {...shared} rows={4} onChange={(event) => onChange(orNothing(event.target.value))} />
  ) : (
    <TextInput {...shared} onChange={(event) => onChange(orNothing(event.target.value))} />
  );
}

/** A comma is as good as a point. */
function numberFrom(text: string): unknown {
  const plain = text.trim().replace(',', '.');
  return plain === '' ? undefined : /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : text;
}

export function NumberField({ id, field, label, hint, error, value, onChange }: FieldProps) {
  // As it is typed: "1." on the way to "1.5" must not jump.
  const [typed, setTyped] = useState(() => textOf(value));
  return (
    <TextInput
      id={id}
      label={label}
      labelProps={labels}
      hint={hint}
      error={error}
      width={10}
      inputMode={field.kind.type === 'integer' ? 'numeric' : 'decimal'}
      autoComplete="off"
      value={numberFrom(typed) === value ? typed : textOf(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(numberFrom(event.target.value));
      }}
    />
  );
}

/** Four digits of a year, so that nothing is taken for a day while the year is still being typed. */
function dayText({ day, month, year }: DayParts): string | undefined {
  const [d, m, y] = [day.trim(), month.trim(), year.trim()];
  if (d + m + y === '') return undefined;
  return /^\d{1,2}$/.test(d) && /^\d{1,2}$/.test(m) ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : `${y}-${m}-${d}`;
}

export function DateField({ id, label, hint, error, value, onChange }: FieldProps) {
  const [parts, setParts] = useState(() => partsOf(textOf(value) || null));
  return (
    <DayField
      id={id}
      legend={label}
      hint={hint}
      error={error}
      value={dayText(parts) === (value ?? undefined) ? parts : partsOf(textOf(value) || null)}
      onChange={(parts) => {
        setParts(parts);
        onChange(dayText(parts));
      }}
    />
  );
}

/** `9:30` and `9.30` are half past nine, too. */
function timeText(typed: string): string | undefined {
  const [, hours, minutes] = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(typed) ?? [];
  return hours && minutes ? `${hours.padStart(2, '0')}:${minutes}` : orNothing(typed);
}

export function TimeField({ id, label, hint, error, value, onChange }: FieldProps) {
  const t = useTexts('form');
  const [typed, setTyped] = useState(() => textOf(value));
  return (
    <TextInput
      id={id}
      label={label}
      labelProps={labels}
      hint={hint ?? t('field.time_hint')}
      error={error}
      width={5}
      autoComplete="off"
      value={timeText(typed) === (value ?? undefined) ? typed : textOf(value)}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(timeText(event.target.value));
      }}
    />
  );
}

/** `+02:00`: the offset of this place, on that day. */
function offsetAt(day: string, time: string): string {
  const minutes = -new Date(`${day}T${time}`).getTimezoneOffset();
  if (Number.isNaN(minutes)) return '';
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

export function DateTimeField(props: FieldProps) {
  const { id, label, hint, error, value, onChange } = props;
  const t = useTexts('form');
  const timeId = useId();
  const [day = '', clock = ''] = textOf(value).split('T');
  const time = clock.slice(0, 5);
  const put = (day: string | undefined, time: string | undefined) => {
    if (!day && !time) return onChange(undefined);
    onChange(`${day ?? ''}T${time ?? ''}${time && /^\d\d:\d\d$/.test(time) ? `:00${offsetAt(day ?? '', time)}` : ''}`);
  };
  return (
    <div className="db-field-pair">
      <DateField
        {...props}
        id={id}
        label={label}
        hint={hint}
        error={error}
        value={orNothing(day)}
        onChange={(day) => put(textOf(day), time)}
      />
      <TimeField
        {...props}
        id={timeId}
        label={t('field.time')}
        hint={undefined}
        error={undefined}
        value={orNothing(time)}
        onChange={(time) => put(day, textOf(time))}
      />
    </div>
  );
}
