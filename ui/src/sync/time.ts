/** How long something takes, in words. Rounded up: an estimate that is kept is worth more than a short one. */
import { useTexts } from '../texts';

export function useTime(): (seconds: number) => string {
  const t = useTexts('sync');
  return (seconds) =>
    seconds > 90
      ? t('back_online.minutes', { count: Math.ceil(seconds / 60) })
      : t('back_online.seconds', { count: seconds <= 10 ? Math.max(1, seconds) : Math.ceil(seconds / 5) * 5 });
}
