/**
 * Tells the app, now and then, that somebody touches the screen; and says it when it is about to lock because nobody does.
 *
 * When to lock is decided in the app. The warning takes nothing away from what is being filled in: it stands below it.
 */
import { Button } from 'nhsuk-react-components';
import { useEffect, useState } from 'react';
import { useAct, useBackend } from '../shared/backend';
import { useStatus } from '../shared/status';
import { useTexts } from '../texts';

/** A touch is told at most so often. */
export const TOLD_EVERY_MS = 10_000;

const TOUCHES = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

export function IdleWatch() {
  const { locks_in_seconds: left } = useStatus();
  useTellTouches(left !== null);
  return left === null ? null : <Warning from={left} />;
}

/** While it is about to lock every touch counts at once; otherwise once in a while is enough. */
function useTellTouches(atOnce: boolean): void {
  const backend = useBackend();
  useEffect(() => {
    let told = atOnce ? -Infinity : performance.now() - TOLD_EVERY_MS;
    const touched = () => {
      if (performance.now() - told < TOLD_EVERY_MS) return;
      told = performance.now();
      backend.noteActivity().catch(() => undefined);
    };
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { passive: true });
    return () => {
      for (const touch of TOUCHES) window.removeEventListener(touch, touched);
    };
  }, [backend, atOnce]);
}

function Warning({ from }: { from: number }) {
  const t = useTexts('safety');
  const [began] = useState(from);
  const stay = useAct((backend) => backend.noteActivity());
  return (
    <section className="db-idle" aria-label={t('idle.title')} data-testid="idle-warning">
      <div className="nhsuk-width-container db-idle__row">
        <div>
          <p className="db-strong">{t('idle.title')}</p>
          <p aria-hidden="true">{t('idle.warning', { count: from })}</p>
          {/* Said once: a voice that counts seconds helps nobody. */}
          <p className="nhsuk-u-visually-hidden" role="alert">
            {t('idle.warning', { count: began })}
          </p>
          <p>{t('idle.safe')}</p>
        </div>
        <Button type="button" onClick={() => void stay.run()} data-testid="stay">
          {t('idle.stay')}
        </Button>
      </div>
    </section>
  );
}
