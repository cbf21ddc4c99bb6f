/** What carrying a draft over to the newer form would keep, change, drop and ask anew: seen before it is done. */
import { Button, Table } from 'nhsuk-react-components';
import { useNavigate, useParams } from 'react-router';
import type { CarryLine } from '../backend/generated/CarryLine';
import { useAct, useAsk } from '../shared/backend';
import { day } from '../shared/format';
import { Loading } from '../shared/Loading';
import { Page } from '../shared/Page';
import { RefusalMessage, RefusalPage } from '../shared/Refusal';
import { Tag, type TagColour } from '../shared/Tag';
import { useTexts } from '../texts';
import { isBlank, nameOf } from './answers';
import { draftPath, formsPath } from './paths';
import { useAppLanguage } from './words';

const COLOUR: Record<CarryLine['carried']['fate'], TagColour> = {
  kept: 'green',
  rewritten: 'blue',
  dropped: 'red',
  no_longer_valid: 'orange',
  new: 'grey',
};

export function CarryPage() {
  const { draft = '' } = useParams();
  const t = useTexts('form');
  const navigate = useNavigate();
  const language = useAppLanguage();
  const { data, refusal, again } = useAsk((backend) => backend.carryPreview(draft, language), [draft, language]);
  const carry = useAct((backend) => backend.carryOver(draft));
  if (!data) return refusal ? <RefusalPage refusal={refusal} again={again} back={formsPath} /> : <Loading />;
  const goOn = async () => {
    const done = await carry.run();
    if (done) void navigate(draftPath(draft), { replace: true });
  };
  const dropped = data.fields.filter((line) => line.carried.fate === 'dropped').length;
  return (
    <Page
      title={t('carry.title', { version: data.to.version })}
      caption={t('carry.from', { version: data.from.version })}
      back={draftPath(draft)}
      testId="carry-page"
    >
      {carry.refusal && <RefusalMessage refusal={carry.refusal} />}
      <p>{t('carry.lead')}</p>
      <p>
        <strong>{dropped > 0 ? t('carry.drops', { count: dropped }) : t('carry.drops_nothing')}</strong>
      </p>
      <Table responsive>
        <Table.Head>
          <Table.Row>
            <Table.Cell>{t('carry.question')}</Table.Cell>
            <Table.Cell>{t('carry.answer')}</Table.Cell>
            <Table.Cell>{t('carry.becomes')}</Table.Cell>
          </Table.Row>
        </Table.Head>
        <Table.Body>
          {data.fields.map(({ carried, label, answer }) => (
            <Table.Row key={`${carried.fate}-${nameOf(carried)}`} data-testid={`fate-${carried.fate}`}>
              <Table.Cell>
                {carried.rows.length > 0 ? t('rows.of_row', { question: label, number: (carried.rows.at(-1) ?? 0) + 1 }) : label}
              </Table.Cell>
              <Table.Cell>
                {isBlank(answer) ? <span className="db-quiet">{t('check.nothing')}</span> : <Plain answer={answer} />}
              </Table.Cell>
              <Table.Cell>
                <Tag colour={COLOUR[carried.fate]}>{t(`carry.fate.${carried.fate}`)}</Tag>
                {carried.fate === 'no_longer_valid' && <span className="db-quiet"> {t(`fault.${carried.code}`)}</span>}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      <div className="nhsuk-button-group">
        <Button type="button" disabled={carry.busy} data-testid="carry-over" onClick={() => void goOn()}>
          {t('carry.do')}
        </Button>
        <Button type="button" secondary onClick={() => void navigate(draftPath(draft))}>
          {t('carry.stay')}
        </Button>
      </div>
    </Page>
  );
}

/** An answer without its form: what it says, or that there is one. */
function Plain({ answer }: { answer: unknown }) {
  const t = useTexts('form');
  const common = useTexts('common');
  if (typeof answer === 'boolean') return common(answer ? 'yes' : 'no');
  if (typeof answer === 'string' && /^\d{4}-\d\d-\d\d$/.test(answer)) return day(answer);
  if (typeof answer === 'string' || typeof answer === 'number') return String(answer);
  return Array.isArray(answer) && answer.some((each) => typeof each === 'object')
    ? t('rows.count', { count: answer.length })
    : Array.isArray(answer)
      ? answer.join(', ')
      : t('carry.answered');
}
