/** Who said who the child is: the child, or somebody who knows her. */
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { useChildWords } from '../child/words';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { fullName } from '../shared/format';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { SomeoneElse } from '../shared/SomeoneElse';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';
import type { Flow } from './flow';

export function IdentityStep({ flow }: { flow: Flow }) {
  const t = useTexts('vaccinate');
  const words = useFaultWords('vaccinate');
  const child = useChildWords();
  const { today } = useStatus();
  const { answers, page } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const goOn = () => {
    const found: Fault[] = [];
    if (!answers.confirmedBy) found.push(missing('confirmed_by'));
    if (answers.confirmedBy === 'someone_else' && !answers.name.trim()) found.push(missing('name'));
    setFaults(found);
    if (found.length === 0) flow.goOn(answers);
  };
  const someone = (
    <SomeoneElse
      name={answers.name}
      relationship={answers.relationship}
      labels={{ name: t('identity.name'), relationship: t('identity.relationship'), hint: t('identity.relationship_hint') }}
      error={faultOf(faults, 'name', words)}
      onChange={(said) => flow.keep({ ...answers, ...said })}
    />
  );
  return (
    <QuestionPage
      title={t('identity.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={goOn}
      testId="step-identity"
    >
      <Choice
        id="confirmed_by"
        legend={t('identity.title')}
        hideLegend
        hint={t('identity.hint', { name: fullName(page.row), born: child.born(page.row.date_of_birth, today) })}
        error={faultOf(faults, 'confirmed_by', words)}
        value={answers.confirmedBy}
        onChange={(confirmedBy) => flow.keep({ ...answers, confirmedBy })}
        options={[
          { value: 'child', label: t('identity.child') },
          { value: 'someone_else', label: t('identity.someone_else'), more: someone },
        ]}
      />
    </QuestionPage>
  );
}
