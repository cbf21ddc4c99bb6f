/** What is chosen: yes or no, one or several of a short list, one or several of a list that is too long to be shown. */
import { Checkboxes } from 'nhsuk-react-components';
import { useId } from 'react';
import { Choice } from '../../shared/fields';
import { useTexts } from '../../texts';
import type { FieldProps, Of } from './field';
import { LongList } from './LongList';

/** So many are shown one below the other; what has more is searched in. */
const SHORT = 20;

export function YesNoField({ id, label, hint, error, value, onChange }: FieldProps) {
  const t = useTexts('common');
  return (
    <Choice
      id={id}
      legend={label}
      size="s"
      hint={hint}
      error={error}
      options={[
        { value: 'yes', label: t('yes') },
        { value: 'no', label: t('no') },
      ]}
      value={value === true ? 'yes' : value === false ? 'no' : null}
      onChange={(answer) => onChange(answer === 'yes')}
      columns
    />
  );
}

export function chosenOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

export function ChoiceField(props: FieldProps & { kind: Of<'choice'> }) {
  const { kind, offer, value } = props;
  const t = useTexts('form');
  const long = (kind.searchable ?? false) || (offer !== undefined && offer.more + offer.choices.length > SHORT);
  if (long) return <LongList {...props} many={kind.many ?? false} />;
  // What was chosen before and is offered no more stays to be seen, and to be taken back.
  const strays = chosenOf(value).filter((each) => offer && !offer.choices.some((choice) => choice.value === each));
  const options = [
    ...(offer?.choices ?? []),
    ...strays.map((each) => ({ value: each, label: t('field.not_offered', { label: saidOf(props, each) }) })),
  ];
  // A page is drawn a moment before its lists are here; the design system's lists break where they have nothing in them.
  if (options.length === 0) return offer ? <NothingToChoose {...props} /> : null;
  return kind.many ? <Several {...props} options={options} /> : <One {...props} options={options} />;
}

export function saidOf({ said, field }: Pick<FieldProps, 'said' | 'field'>, value: string): string {
  return said.find((each) => each.field === field.id && each.value === value)?.label ?? value;
}

function NothingToChoose({ id, label, error }: FieldProps) {
  const t = useTexts('form');
  return (
    <div className="nhsuk-form-group" id={id} tabIndex={-1}>
      <p className="nhsuk-label nhsuk-label--s">{label}</p>
      {error && <p className="nhsuk-error-message">{error}</p>}
      <p className="db-quiet">{t('field.nothing_offered')}</p>
    </div>
  );
}

interface WithOptions extends FieldProps {
  options: { value: string; label: string }[];
}

function One({ id, label, hint, error, value, onChange, options }: WithOptions) {
  const chosen = typeof value === 'string' ? value : null;
  return <Choice id={id} legend={label} size="s" hint={hint} error={error} options={options} value={chosen} onChange={onChange} />;
}

function Several({ id, label, hint, error, value, onChange, options }: WithOptions) {
  const name = useId();
  const chosen = chosenOf(value);
  const toggle = (each: string) => {
    const next = chosen.includes(each) ? chosen.filter((other) => other !== each) : [...chosen, each];
    // In the order of the list, whatever the order in which they were pressed.
    const order = (one: string) => options.findIndex((option) => option.value === one);
    onChange(next.length === 0 ? undefined : next.sort((one, other) => order(one) - order(other)));
  };
  return (
    <Checkboxes id={id} name={name} idPrefix={id} legend={label} legendProps={{ size: 's' }} hint={hint} error={error}>
      {options.map((option) => (
        <Checkboxes.Item
          key={option.value}
          id={`${id}-${option.value}`}
          value={option.value}
          checked={chosen.includes(option.value)}
          onChange={() => toggle(option.value)}
        >
          {option.label}
        </Checkboxes.Item>
      ))}
    </Checkboxes>
  );
}
