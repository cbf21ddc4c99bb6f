/** Under which protocol. Asked once in a session where the nurse says so. */
import { Checkboxes } from 'nhsuk-react-components';
import { useState } from 'react';
import type { Fault } from '../backend/generated/Fault';
import { faultOf, useFaultWords } from '../shared/ErrorSummary';
import { Choice } from '../shared/fields';
import { QuestionPage, missing } from '../shared/QuestionPage';
import { useTexts } from '../texts';
import { PROTOCOLS, type Protocol } from './answers';
import type { Flow } from './flow';

export function ProtocolStep({ flow, remember }: { flow: Flow; remember: (protocol: string) => void }) {
  const t = useTexts('vaccinate');
  const words = useFaultWords('vaccinate');
  const { answers } = flow;
  const [faults, setFaults] = useState<Fault[]>([]);
  const [keep, setKeep] = useState(false);
  const known = PROTOCOLS as readonly string[];
  const goOn = () => {
    const found = answers.protocol ? [] : [missing('protocol')];
    setFaults(found);
    if (found.length > 0 || !answers.protocol) return;
    if (keep) remember(answers.protocol);
    flow.goOn(answers);
  };
  return (
    <QuestionPage
      title={t('protocol.title')}
      caption={flow.caption}
      back={flow.back}
      namespace="vaccinate"
      faults={faults}
      onGoOn={goOn}
      testId="step-protocol"
    >
      <Choice<string>
        id="protocol"
        legend={t('protocol.title')}
        hideLegend
        error={faultOf(faults, 'protocol', words)}
        value={answers.protocol}
        onChange={(protocol) => flow.keep({ ...answers, protocol })}
        options={[
          ...PROTOCOLS.map((protocol) => ({ value: protocol, label: t(`protocol.${protocol}`) })),
          // The list changes every season: one we do not know is kept as it is.
          ...(answers.protocol && !known.includes(answers.protocol) ? [{ value: answers.protocol, label: answers.protocol }] : []),
        ]}
      />
      <Checkboxes id="remember" name="remember" className="nhsuk-checkboxes--small">
        <Checkboxes.Item
          id="remember-1"
          value="yes"
          checked={keep}
          hint={t('protocol.remember_hint')}
          onChange={(event) => setKeep(event.target.checked)}
        >
          {t('protocol.remember')}
        </Checkboxes.Item>
      </Checkboxes>
    </QuestionPage>
  );
}

export function useProtocolWords(): (protocol: string) => string {
  const t = useTexts('vaccinate');
  return (protocol) => ((PROTOCOLS as readonly string[]).includes(protocol) ? t(`protocol.${protocol as Protocol}`) : protocol);
}
