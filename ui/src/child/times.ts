/** When something happened, as a sentence ends: `at 14:10`, or `at 14:10 on 3 November 2026`. */
import type { Moment } from '../backend/generated/Moment';
import { moment } from '../shared/format';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

export function useAt(): (at: Moment) => string {
  const t = useTexts('child');
  const { today } = useStatus();
  return (at) => {
    let onDay = '';
    const time = moment(at, today, (parts) => (onDay = t('at_time_on_day', parts)));
    return onDay || t('at_time', { time });
  };
}
