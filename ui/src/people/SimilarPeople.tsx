/** "Maria, about 36 years, house by the well: is it she?" — shown while a person is typed in, and never in the way. */
import { Link } from 'react-router';
import type { SimilarQuery } from '../backend/generated/SimilarQuery';
import { useSettled } from '../session/search';
import { useAsk } from '../shared/backend';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { similarTo, type Answers } from './individual';
import { individualPath } from './paths';
import { nameOf, useBorn } from './words';

export function SimilarPeople({ answers }: { answers: Answers }) {
  const t = useTexts('people');
  const born = useBorn();
  const { today } = useStatus();
  const asked = useSettled(JSON.stringify(similarTo(answers, today)));
  const { data = [] } = useAsk((backend) => backend.similarPeople(JSON.parse(asked) as SimilarQuery), [asked]);
  return (
    <div aria-live="polite">
      {data.length > 0 && (
        <section className="nhsuk-inset-text" data-testid="similar">
          <h2 className="nhsuk-heading-s">{t('similar.title')}</h2>
          <ul className="nhsuk-list">
            {data.map(({ row, because }) => (
              <li key={row.id} data-testid="similar-person">
                {[nameOf(row), born(row), row.household_address ?? row.household_head, t(`similar.${because}`)].filter(Boolean).join(', ')}:{' '}
                <Link to={individualPath(row.id)}>
                  {t('similar.open')}
                  <span className="nhsuk-u-visually-hidden"> {nameOf(row)}</span>
                </Link>
              </li>
            ))}
          </ul>
          <p className="db-quiet">{t('similar.text')}</p>
        </section>
      )}
    </div>
  );
}
