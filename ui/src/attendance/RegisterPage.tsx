/** The register of the day: class by class, one tap a child, those not yet registered first in view. */
import { Select } from 'nhsuk-react-components';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ChildRow } from '../backend/generated/ChildRow';
import type { SessionPage as Session } from '../backend/generated/SessionPage';
import { useChildWords } from '../child/words';
import { useAsk } from '../shared/backend';
import { EmptyState } from '../shared/EmptyState';
import { fullName, listName } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { childPath, sessionPath, sessionsPath } from '../shared/paths';
import { RefusalPage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { RegisterButtons } from './RegisterButtons';

export function RegisterPage() {
  const { session = '' } = useParams();
  const { data, refusal, again } = useAsk((backend) => backend.session(session), [session]);
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={sessionsPath} /> : <Loading />;
  return <Register page={data} />;
}

function Register({ page: { card, children } }: { page: Session }) {
  const t = useTexts('attendance');
  const [onlyLeft, setOnlyLeft] = useState(false);
  const [group, setGroup] = useState('');
  // Those who were left when the filter was chosen stay in view, so that a wrong tap can be put right.
  const [left, setLeft] = useState<Set<string>>(new Set());
  const done = children.filter((child) => child.registration !== 'unknown').length;
  const groups = [...new Set(children.flatMap((child) => child.registration_group ?? []))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const list = children.filter((child) => (!group || child.registration_group === group) && (!onlyLeft || left.has(child.id)));
  return (
    <Page title={t('title')} caption={card.school} back={sessionPath(card.id)} backLabel={t('back')} wide testId="register">
      {card.registration_required && card.today ? (
        <>
          <p className="db-showing" role="status" data-testid="register-progress">
            {t('progress', { done, all: children.length })}
          </p>
          <div className="db-filters">
            <Select id="register-class" label={t('class')} value={group} onChange={(event) => setGroup(event.target.value)}>
              <Select.Option value="">{t('all_classes')}</Select.Option>
              {groups.map((name) => (
                <Select.Option key={name} value={name}>
                  {name}
                </Select.Option>
              ))}
            </Select>
            <Select
              id="register-show"
              label={t('show')}
              value={onlyLeft ? 'left' : 'everyone'}
              onChange={(event) => {
                setOnlyLeft(event.target.value === 'left');
                setLeft(new Set(children.filter((child) => child.registration === 'unknown').map((child) => child.id)));
              }}
            >
              <Select.Option value="everyone">{t('show_everyone')}</Select.Option>
              <Select.Option value="left">{t('show_left')}</Select.Option>
            </Select>
          </div>
          {list.length === 0 ? (
            <EmptyState title={t('none')}>
              <p>{t('none_text')}</p>
            </EmptyState>
          ) : (
            <ul className="db-children db-children--register">
              {list.map((child) => (
                <Line key={child.id} child={child} session={card.id} />
              ))}
            </ul>
          )}
        </>
      ) : (
        <EmptyState title={t('not_today')}>
          <p>{t('not_today_text')}</p>
        </EmptyState>
      )}
    </Page>
  );
}

function Line({ child, session }: { child: ChildRow; session: string }) {
  const words = useChildWords();
  const codes = useTexts('codes');
  const { today } = useStatus();
  return (
    <li className="db-child" data-testid="register-line">
      <div className="db-child__who">
        <p className="db-child__name">
          <Link className="db-child__link" to={childPath(child.id, session)}>
            {listName(child)}
          </Link>
        </p>
        <ul className="db-facts">
          <li>{words.yearAndClass(child)}</li>
          <li>{words.bornShort(child.date_of_birth, today)}</li>
        </ul>
      </div>
      {child.registration === 'completed' ? (
        <p className="db-child__registration db-quiet">{codes('registration.completed')}</p>
      ) : (
        <RegisterButtons child={child.id} name={fullName(child)} session={session} registration={child.registration} />
      )}
    </li>
  );
}
