/** Who answered: a known parent or somebody else; where the child decides, whether parents may be told. */
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice, type Option } from '../shared/fields';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { SomeoneElse } from '../shared/SomeoneElse';
import { useTexts } from '../texts';
import { isSame } from './answers';
import type { ConsentFlow } from './ConsentPages';

export function WhoStep({ flow }: { flow: ConsentFlow }) {
  return flow.answers.route === 'self_consent' ? <Notify flow={flow} /> : <Giver flow={flow} />;
}

function Giver({ flow }: { flow: ConsentFlow }) {
  const t = useTexts('consent');
  const words = useFaultWords('consent');
  const { answers, parents } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  // With nobody to choose from, somebody else is the only answer.
  const who = parents.length === 0 ? 'someone_else' : answers.who;
  const known = parents.findIndex((parent) => isSame(parent, answers.name, answers.relationship));
  const choose = (chosen: string) => {
    const parent = parents[Number(chosen)];
    if (chosen === 'someone_else') flow.keep({ ...answers, who: chosen, name: '', relationship: '' });
    else if (parent) flow.keep({ ...answers, who: 'known', name: parent.name ?? '', relationship: parent.relationship ?? '' });
  };
  const goOn = () => {
    const found: Fault[] = [];
    if (who === null) found.push(missing('given_by'));
    if (who === 'someone_else' && !answers.name.trim()) found.push(missing('name'));
    setFaults(found);
    if (found.length === 0) flow.goOn({ ...answers, who });
  };
  const someone = (
    <SomeoneElse
      name={answers.name}
      relationship={answers.relationship}
      labels={{ name: t('who.name'), relationship: t('who.relationship'), hint: t('who.relationship_hint') }}
      error={faultOf(faults, 'name', words)}
      onChange={(said) => flow.keep({ ...answers, ...said })}
    />
  );
  const options: Option<string>[] = parents.map((parent, at) => ({
    value: String(at),
    label: parent.relationship ? t('who.parent', { name: parent.name, relationship: parent.relationship }) : (parent.name ?? ''),
    hint: parent.phone ?? undefined,
  }));
  return (
    <QuestionPage
      title={t('who.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="consent"
      faults={faults}
      onGoOn={goOn}
      testId="consent-who"
    >
      {parents.length === 0 ? (
        someone
      ) : (
        <Choice<string>
          id="given_by"
          legend={t('who.title')}
          hideLegend
          error={faultOf(faults, 'given_by', words)}
          value={who === 'known' ? String(known) : who}
          onChange={choose}
          options={[...options, { value: 'someone_else', label: t('who.someone_else'), more: someone }]}
        />
      )}
    </QuestionPage>
  );
}

function Notify({ flow }: { flow: ConsentFlow }) {
  const t = useTexts('consent');
  const words = useFaultWords('consent');
  const { answers } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const goOn = () => {
    const found = answers.notify === null ? [missing('notify_parents')] : [];
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  return (
    <QuestionPage
      title={t('notify.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="consent"
      faults={faults}
      onGoOn={goOn}
      testId="consent-notify"
    >
      <Choice
        id="notify_parents"
        legend={t('notify.title')}
        hideLegend
        hint={t('notify.hint')}
        error={faultOf(faults, 'notify_parents', words)}
        value={answers.notify === null ? null : answers.notify ? 'yes' : 'no'}
        onChange={(notify) => flow.keep({ ...answers, notify: notify === 'yes' })}
        options={[
          { value: 'yes', label: t('notify.yes') },
          { value: 'no', label: t('notify.no') },
        ]}
      />
    </QuestionPage>
  );
}
