/** *Not now* asks when to ask again. The choice is kept across restarts, and can be ended in the connection strip. */
import { Button, Radios } from 'nhsuk-react-components';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { SnoozeChoice } from '../backend/generated/SnoozeChoice';
import { AnswerForm } from '../shared/AnswerForm';
import { useAct } from '../shared/backend';
import { Page } from '../shared/Page';
import { RefusalMessage } from '../shared/Refusal';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import { useFrom } from './from';

export function NotNowPage() {
  const t = useTexts('sync');
  const { snooze_minutes } = useStatus();
  const navigate = useNavigate();
  const { from, state } = useFrom();
  const [chosen, setChosen] = useState<string>();
  const [missing, setMissing] = useState(false);
  const snooze = useAct((backend, choice: SnoozeChoice) => backend.snooze(choice));
  const choices: { key: string; label: string; hint?: string; choice: SnoozeChoice }[] = [
    ...snooze_minutes.map((minutes) => ({
      key: `minutes-${minutes}`,
      label: minutes >= 60 && minutes % 60 === 0 ? t('not_now.hours', { count: minutes / 60 }) : t('not_now.minutes', { count: minutes }),
      choice: { kind: 'minutes', minutes } as const,
    })),
    { key: 'later', label: new Date().getHours() < 12 ? t('not_now.afternoon') : t('not_now.morning'), choice: { kind: 'later' } },
    {
      key: 'only-when-asked',
      label: t('not_now.only_when_asked'),
      hint: t('not_now.only_when_asked_hint'),
      choice: { kind: 'only_when_asked' },
    },
  ];
  const save = async () => {
    const picked = choices.find((each) => each.key === chosen);
    setMissing(!picked);
    if (picked && (await snooze.run(picked.choice))) void navigate(from, { replace: true });
  };
  return (
    <Page
      title={t('not_now.title')}
      back={() => void navigate('/back-online', { replace: true, state })}
      backLabel={t('not_now.back')}
      testId="not-now-page"
    >
      {snooze.refusal && <RefusalMessage refusal={snooze.refusal} />}
      <AnswerForm onAnswer={save}>
        <Radios
          id="snooze"
          name="snooze"
          legend={t('not_now.title')}
          legendProps={{ className: 'nhsuk-u-visually-hidden' }}
          error={missing ? t('not_now.missing') : undefined}
        >
          {choices.map((each) => (
            <Radios.Item
              key={each.key}
              id={`snooze-${each.key}`}
              data-testid={`snooze-${each.key}`}
              value={each.key}
              hint={each.hint}
              checked={chosen === each.key}
              onChange={() => setChosen(each.key)}
            >
              {each.label}
            </Radios.Item>
          ))}
        </Radios>
        <Button type="submit" disabled={snooze.busy} data-testid="save-snooze">
          {t('not_now.save')}
        </Button>
      </AnswerForm>
    </Page>
  );
}
