/** Why it is locked, where that is worth a word. */
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

const WORDS = { locked_idle: 'idle', locked_by_team: 'team_lock', blocked: 'blocked' } as const;

export function NoticeLine() {
  const t = useTexts('safety');
  const { notice } = useStatus();
  if (!notice || !(notice.kind in WORDS)) return null;
  return (
    <p className="nhsuk-inset-text" data-testid={`notice-${notice.kind}`}>
      {t(`${WORDS[notice.kind as keyof typeof WORDS]}.notice`)}
    </p>
  );
}
