/** A tag: always words, and a colour that only helps. */
import { Tag as NhsukTag, type TagProps } from 'nhsuk-react-components';
import type { SendState } from '../backend/generated/SendState';
import type { Standing } from '../backend/generated/Standing';
import { useTexts } from '../texts';

export type TagColour = NonNullable<TagProps['modifier']>;

export function Tag({ colour, children }: { colour: TagColour; children: string }) {
  return <NhsukTag modifier={colour}>{children}</NhsukTag>;
}

const STANDING: Record<Standing, TagColour> = {
  vaccinated: 'green',
  not_vaccinated: 'grey',
  ready: 'blue',
  triage_needed: 'orange',
  do_not_vaccinate: 'red',
  no_response: 'grey',
  consent_refused: 'red',
  consent_conflicts: 'orange',
};

export function StandingTag({ standing }: { standing: Standing }) {
  const t = useTexts('codes');
  return <Tag colour={STANDING[standing]}>{t(`standing.${standing}`)}</Tag>;
}

const SEND: Record<SendState, TagColour> = {
  waiting: 'blue',
  sending: 'blue',
  received: 'green',
  in_review: 'orange',
  reviewed: 'green',
  held: 'red',
};

export function SendTag({ state }: { state: SendState }) {
  const t = useTexts('codes');
  return <Tag colour={SEND[state]}>{t(`send.${state}`)}</Tag>;
}
