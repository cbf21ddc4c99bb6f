/** All answers that are seen, page by page; what is missing or wrong beside its question, and the way to its page. */
import { SummaryList } from 'nhsuk-react-components';
import { Fragment, useMemo } from 'react';
import type { DrawnForm } from '../backend/generated/DrawnForm';
import type { Filled } from '../backend/generated/Filled';
import type { FormPlace } from '../backend/generated/FormPlace';
import { CheckRow } from '../shared/Check';
import { useTexts } from '../texts';
import { AnswerText } from './AnswerText';
import { answerAt, indexOf, isBlank, nameOf, type Answers } from './answers';
import { sayIn, useFaultWords } from './words';

interface AnswersListProps {
  form: DrawnForm;
  answers: Answers;
  filled: Filled;
  language: string;
  /** Where a page is changed; none where nothing can be. */
  change?: (page: string) => string;
}

export function AnswersList({ form, answers, filled, language, change }: AnswersListProps) {
  const t = useTexts('form');
  const say = sayIn(form, language);
  const faultWords = useFaultWords(say);
  const index = useMemo(() => indexOf(form.fields), [form.fields]);
  const { look, said } = filled;
  const faults = look.pages.flatMap((page) => [...page.faults, ...page.missing]);
  const line = (place: FormPlace, page: string) => {
    const known = index.get(place.field);
    if (!known) return null;
    const { field, groups } = known;
    const name = nameOf(place);
    const errors = faults.filter((fault) => nameOf(fault) === name).map(faultWords);
    const value = look.computed.find((each) => nameOf(each) === name)?.value ?? answerAt(answers, groups, place);
    const question = say(field.label) ?? field.id;
    const row = place.rows.at(-1);
    const what = row === undefined ? question : t('rows.of_row', { question, number: row + 1 });
    return (
      <CheckRow key={name} what={what} field={name} change={change?.(page)} errors={errors}>
        {isBlank(value) ? (
          <span className="db-quiet">{t('check.nothing')}</span>
        ) : field.kind.type === 'repeat' ? (
          t('rows.count', { count: Array.isArray(value) ? value.length : 0 })
        ) : (
          <AnswerText field={field} value={value} said={said} label={question} />
        )}
      </CheckRow>
    );
  };
  return form.pages.map((page, number) => {
    if (!look.pages[number]?.visible) return null;
    const here = new Set(page.fields);
    const places = look.visible.filter((place) => {
      const known = index.get(place.field);
      return known && known.field.kind.type !== 'note' && here.has(known.groups[0] ?? place.field);
    });
    return (
      <Fragment key={page.id}>
        {page.title && <h2 className="nhsuk-heading-m">{say(page.title)}</h2>}
        <SummaryList>{places.map((place) => line(place, page.id))}</SummaryList>
      </Fragment>
    );
  });
}
