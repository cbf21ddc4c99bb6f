/**
 * The fields of a form: a choice, a note, a day. Each is found by its id, which is the field's name in the facts, so that the
 * summary of faults leads to it.
 */
import { DateInput, Radios, Textarea } from 'nhsuk-react-components';
import { Fragment, useId, type ReactNode } from 'react';
import { useTexts } from '../texts';

export interface Option<T extends string> {
  value: T;
  label: string;
  hint?: string;
  /** Shown while this one is chosen. */
  more?: ReactNode;
}

interface ChoiceProps<T extends string> {
  id: string;
  legend: string;
  /** `m` for the one question of a page, `s` for one among others. */
  size?: 's' | 'm';
  /** Where the page's title asks the question already. */
  hideLegend?: boolean;
  hint?: string;
  error?: string;
  options: Option<T>[];
  value: T | null;
  onChange: (value: T) => void;
  columns?: boolean;
}

export function Choice<T extends string>({
  id,
  legend,
  size = 'm',
  hideLegend,
  hint,
  error,
  options,
  value,
  onChange,
  columns,
}: ChoiceProps<T>) {
  const name = useId();
  return (
    <Radios
      id={id}
      name={name}
      idPrefix={id}
      legend={hideLegend ? <span className="nhsuk-u-visually-hidden">{legend}</span> : legend}
      legendProps={{ size, className: hideLegend ? 'db-legend--hidden' : undefined }}
      hint={hint}
      error={error}
      className={columns ? 'db-choice--columns' : undefined}
    >
      {options.map((option) => (
        <Fragment key={option.value}>
          <Radios.Item
            id={`${id}-${option.value}`}
            value={option.value}
            checked={value === option.value}
            hint={option.hint}
            onChange={() => onChange(option.value)}
          >
            {option.label}
          </Radios.Item>
          {/* Drawn by us: the component's own way marks the radio as expanded, which a radio may not be. */}
          {option.more && value === option.value && <div className="nhsuk-radios__conditional">{option.more}</div>}
        </Fragment>
      ))}
    </Radios>
  );
}

/** The longest note there is room for, in characters. */
export const LONGEST_NOTE = 1000;

/** Characters as a person counts them, not as the machine stores them. */
export function characters(text: string): number {
  return [...text].length;
}

interface WordsProps {
  id: string;
  label: string;
  hint?: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
  rows?: number;
  large?: boolean;
}

/** Free words with the count of what is left. What is too long stays, and is said. */
export function Words({ id, label, hint, error, value, onChange, rows = 4, large }: WordsProps) {
  const t = useTexts('forms');
  const left = LONGEST_NOTE - characters(value);
  return (
    <div className="db-words">
      <Textarea
        id={id}
        label={label}
        labelProps={{ size: large ? 'm' : 's' }}
        hint={hint}
        error={error}
        rows={rows}
        value={value}
        aria-describedby={`${id}-left`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p id={`${id}-left`} className={left < 0 ? 'db-words__left nhsuk-error-message' : 'db-words__left nhsuk-hint'}>
        {left < 0 ? t('over', { count: -left }) : t('left', { count: left })}
      </p>
      <p className="nhsuk-u-visually-hidden" role="status">
        {left < 0 ? t('over', { count: -left }) : left <= 50 ? t('left', { count: left }) : ''}
      </p>
    </div>
  );
}

export interface DayParts {
  day: string;
  month: string;
  year: string;
}

/** `2026-03-31` from what was typed; nothing where that is no day. A year of two digits is of this century. */
export function dayFrom({ day, month, year }: DayParts): string | null {
  const [d, m, y] = [day, month, year].map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : NaN)) as [number, number, number];
  const full = y < 100 ? 2000 + y : y;
  const date = new Date(Date.UTC(full, m - 1, d));
  const real = date.getUTCFullYear() === full && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return real && full <= 9999 ? date.toISOString().slice(0, 10) : null;
}

export function partsOf(day: string | null): DayParts {
  const [year = '', month = '', number = ''] = (day ?? '').split('-');
  return { day: number.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

interface DayFieldProps {
  id: string;
  legend: string;
  hint?: string;
  error?: string;
  value: DayParts;
  onChange: (value: DayParts) => void;
}

export function DayField({ id, legend, hint, error, value, onChange }: DayFieldProps) {
  const t = useTexts('forms');
  return (
    <DateInput
      id={id}
      legend={legend}
      legendProps={{ size: 's' }}
      hint={hint}
      error={error}
      value={value}
      onChange={(event) => onChange({ ...value, ...event.target.value })}
    >
      <DateInput.Day label={t('day')} />
      <DateInput.Month label={t('month')} />
      <DateInput.Year label={t('year')} />
    </DateInput>
  );
}
