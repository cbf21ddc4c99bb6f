/** Answers about consent: who, when, by which way, and what they said about the child's health. */
import { Details } from 'nhsuk-react-components';
import { Link } from 'react-router';
import type { ConsentRow } from '../backend/generated/ConsentRow';
import type { HealthAnswer } from '../backend/generated/HealthAnswer';
import { day, lower } from '../shared/format';
import { SendTag, Tag, type TagColour } from '../shared/Tag';
import { useTexts } from '../texts';
import { useAt } from './times';

const COLOUR: Record<ConsentRow['response'], TagColour> = { given: 'green', refused: 'red', not_provided: 'grey' };

interface ConsentsProps {
  consents: ConsentRow[];
  conflicting: boolean;
  /** Where an answer is corrected. */
  correct: (consent: ConsentRow) => string;
}

export function Consents({ consents, conflicting, correct }: ConsentsProps) {
  const t = useTexts('child');
  return (
    <section className="db-part">
      <h3 className="db-part__title">{t('panel.consents')}</h3>
      {conflicting && (
        <p className="db-attention" data-testid="conflicting">
          {t('panel.conflict')}
        </p>
      )}
      {consents.length === 0 && <p className="db-quiet">{t('panel.no_consents')}</p>}
      {consents.length > 0 && (
        <ul className="db-lines">
          {consents.map((consent) => (
            <Consent key={consent.id} consent={consent} correct={correct(consent)} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Consent({ consent, correct }: { consent: ConsentRow; correct: string }) {
  const t = useTexts('child');
  const codes = useTexts('codes');
  const at = useAt();
  const who = useWho()(consent);
  const parts = { route: lower(codes(`route.${consent.route}`)), at: at(consent.at) };
  return (
    <li className={consent.withdrawn_at ? 'db-line db-line--over' : 'db-line'} data-testid="consent">
      <p className="db-line__head">
        <Tag colour={COLOUR[consent.response]}>{codes(`response.${consent.response}`)}</Tag>
        {consent.state !== 'received' && <SendTag state={consent.state} />}
        <Link className="db-line__action" to={correct}>
          {t('consent.correct')}
          <span className="nhsuk-u-visually-hidden"> {t('consent.correct_hidden', { who: who ?? parts.route })}</span>
        </Link>
      </p>
      <p>{who ? t('consent.line', { who, ...parts }) : t('consent.line_no_one', parts)}</p>
      {consent.reason_for_refusal && <p>{t('consent.reason', { reason: codes(`refusal_reason.${consent.reason_for_refusal}`) })}</p>}
      {consent.notes && <p className="db-line__words">{consent.notes}</p>}
      {consent.withdrawn_at && <p>{t('consent.withdrawn', { day: day(consent.withdrawn_at) })}</p>}
      {consent.notify_parents === false && <p className="db-attention">{t('consent.do_not_tell')}</p>}
      <HealthAnswers answers={consent.health_answers} />
    </li>
  );
}

export function useWho(): (consent: ConsentRow) => string | null {
  const t = useTexts('child');
  return (consent) => {
    if (consent.route === 'self_consent') return t('consent.by_child');
    if (!consent.given_by) return null;
    return consent.relationship ? t('consent.by', { name: consent.given_by, relationship: consent.relationship }) : consent.given_by;
  };
}

/** A yes stands in the open; the noes are folded away. */
export function HealthAnswers({ answers }: { answers: HealthAnswer[] }) {
  const t = useTexts('child');
  const yes = answers.filter((answer) => answer.yes);
  const no = answers.filter((answer) => !answer.yes);
  if (answers.length === 0) return null;
  return (
    <>
      {yes.length > 0 && (
        <ul className="db-health" data-testid="health-yes">
          {yes.map((answer) => (
            <li key={answer.question}>
              <p className="db-health__question">
                {answer.question} <strong>{t('panel.health_yes')}</strong>
              </p>
              {answer.notes && <p>{answer.notes}</p>}
            </li>
          ))}
        </ul>
      )}
      {no.length > 0 && (
        <Details className="db-small-details">
          <Details.Summary>{t(yes.length > 0 ? 'panel.health_others' : 'panel.health_all_no', { count: no.length })}</Details.Summary>
          <Details.Text>
            <ul className="nhsuk-list nhsuk-list--bullet">
              {no.map((answer) => (
                <li key={answer.question}>{answer.question}</li>
              ))}
            </ul>
          </Details.Text>
        </Details>
      )}
    </>
  );
}
