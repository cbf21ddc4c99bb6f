/**
 * The fields of a page, one below the other, those of a repeat group in its rows. What is not to be seen is not here; what can
 * only be read is shown and not asked.
 */
import { Button } from 'nhsuk-react-components';
import { useMemo } from 'react';
import type { FormFault } from '../backend/generated/FormFault';
import type { FormPlace } from '../backend/generated/FormPlace';
import type { OpenDraft } from '../backend/generated/OpenDraft';
import { useAct } from '../shared/backend';
import { RefusalMessage } from '../shared/Refusal';
import { useTexts } from '../texts';
import { answerAt, isBlank, nameOf, rowsOf, withAnswer, type Answers, type Index } from './answers';
import { AnswerText } from './AnswerText';
import { BarcodeField } from './field/BarcodeField';
import { ChoiceField, YesNoField } from './field/Chosen';
import { CoordinatesField } from './field/CoordinatesField';
import type { FieldProps } from './field/field';
import { PhotoField } from './field/PhotoField';
import { SignatureField } from './field/SignatureField';
import { DateField, DateTimeField, NumberField, TextField, TimeField } from './field/Written';
import type { Keeping } from './keeping';
import { sayIn, useFaultWords } from './words';

interface FieldsProps {
  open: OpenDraft;
  index: Index;
  fields: FormPlace[];
  keeping: Keeping;
  faults: FormFault[];
  language: string;
}

export function Fields(props: FieldsProps) {
  const { visible } = props.keeping.filled.look;
  const seen = useMemo(() => new Set(visible.map(nameOf)), [visible]);
  return props.fields.filter((place) => seen.has(nameOf(place))).map((place) => <One key={nameOf(place)} {...props} place={place} />);
}

function One({ place, ...props }: FieldsProps & { place: FormPlace }) {
  const { open, index, keeping, faults, language } = props;
  const t = useTexts('form');
  const say = sayIn(open.form, language);
  const faultWords = useFaultWords(say);
  const entry = index.get(place.field);
  if (!entry) return null;
  const { field, groups } = entry;
  const name = nameOf(place);
  const at = (each: FormPlace) => nameOf(each) === name;
  const { look, offers, said } = keeping.filled;
  const computed = look.computed.find(at);
  const value = computed ? computed.value : answerAt(keeping.answers, groups, place);
  const required = look.required.some(at);
  const question = say(field.label) ?? field.id;
  const label = required || field.kind.type === 'note' ? question : t('fill.optional', { question });
  const fault = faults.find(at);
  const error = fault && faultWords(fault);
  const onChange = (value: unknown) => void keeping.keep(withAnswer(keeping.answers, groups, place, value));
  if (field.kind.type === 'note') {
    return (
      <div className="nhsuk-inset-text" data-field={field.id}>
        <p>{question}</p>
        {field.hint && <p className="db-quiet">{say(field.hint)}</p>}
      </div>
    );
  }
  if (field.kind.type === 'repeat') return <Rows {...props} place={place} />;
  if (look.read_only.some(at)) {
    return (
      <div className="nhsuk-form-group" id={name} tabIndex={-1} data-field={field.id}>
        <p className="nhsuk-label nhsuk-label--s">{question}</p>
        {error && <p className="nhsuk-error-message">{error}</p>}
        <p>{isBlank(value) ? t('fill.nothing_yet') : <AnswerText field={field} value={value} said={said} label={question} />}</p>
      </div>
    );
  }
  const offer = offers.find((each) => at(each.place))?.offer;
  const shared = {
    id: name,
    draft: open.card.draft,
    place,
    field,
    label,
    hint: say(field.hint),
    error,
    value,
    onChange,
    offer,
    said,
    language,
  };
  return (
    <div data-field={field.id}>
      <Asked {...shared} />
    </div>
  );
}

function Asked(props: FieldProps) {
  const { kind } = props.field;
  switch (kind.type) {
    case 'text':
      return <TextField {...props} />;
    case 'integer':
    case 'decimal':
      return <NumberField {...props} />;
    case 'date':
      return <DateField {...props} />;
    case 'time':
      return <TimeField {...props} />;
    case 'date_time':
      return <DateTimeField {...props} />;
    case 'choice':
      return <ChoiceField {...props} kind={kind} />;
    case 'yes_no':
      return <YesNoField {...props} />;
    case 'photo':
      return <PhotoField {...props} />;
    case 'barcode':
      return <BarcodeField {...props} />;
    case 'coordinates':
      return <CoordinatesField {...props} kind={kind} />;
    case 'signature':
      return <SignatureField {...props} />;
    case 'repeat':
    case 'note':
    case 'hidden':
      return null;
  }
}

/** The same questions again and again, a row each. */
function Rows({ place, ...props }: FieldsProps & { place: FormPlace }) {
  const { open, index, keeping, faults, language } = props;
  const t = useTexts('form');
  const say = sayIn(open.form, language);
  const faultWords = useFaultWords(say);
  const begin = useAct(async (backend) => {
    // What stands in a new row may depend on what is filled in: all of it is on the disk first.
    if (keeping.kept === 'saving') await keeping.keep(keeping.answers);
    return backend.beginRow(open.card.draft, place);
  });
  const entry = index.get(place.field);
  if (entry?.field.kind.type !== 'repeat') return null;
  const { field, groups } = entry;
  const { fields, max } = entry.field.kind;
  const rows = rowsOf(answerAt(keeping.answers, groups, place));
  const put = (rows: Answers[]) => void keeping.keep(withAnswer(keeping.answers, groups, place, rows.length > 0 ? rows : undefined));
  const name = nameOf(place);
  const question = say(field.label) ?? field.id;
  const fault = faults.find((each) => nameOf(each) === name);
  const add = async () => {
    const row = await begin.run();
    if (row) put([...rows, row.value]);
  };
  return (
    <section className="db-rows" id={name} tabIndex={-1} aria-label={question} data-field={field.id}>
      <h2 className="nhsuk-heading-m">{question}</h2>
      {field.hint && <p className="nhsuk-hint">{say(field.hint)}</p>}
      {fault && <p className="nhsuk-error-message">{faultWords(fault)}</p>}
      {begin.refusal && <RefusalMessage refusal={begin.refusal} />}
      {rows.map((_, number) => (
        // A row has no name of its own: it is the how-manieth.
        <div key={`${number}/${rows.length}`} className="db-rows__row" data-testid="row">
          <fieldset className="nhsuk-fieldset">
            <legend className="nhsuk-fieldset__legend nhsuk-fieldset__legend--s">{t('rows.row', { question, number: number + 1 })}</legend>
            <Fields {...props} fields={fields.map(({ id }) => ({ field: id, rows: [...place.rows, number] }))} />
            <button
              type="button"
              className="db-link"
              data-testid="remove-row"
              aria-label={t('rows.remove_of', { question, number: number + 1 })}
              onClick={() => put(rows.filter((_, other) => other !== number))}
            >
              {t('rows.remove')}
            </button>
          </fieldset>
        </div>
      ))}
      {(max === undefined || max === null || rows.length < max) && (
        <Button type="button" secondary small disabled={begin.busy} data-testid="add-row" onClick={() => void add()}>
          {rows.length === 0 ? t('rows.add', { question }) : t('rows.another', { question })}
        </Button>
      )}
    </section>
  );
}
