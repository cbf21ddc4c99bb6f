/** How the screens read: the language and the size of the words. Both hold at once and stay on this device. */
import { useTexts } from '../texts';
import { LanguageBar } from '../translation/LanguageBar';
import { TEXT_SIZES, useTextSize } from './text-size';

export function Reading() {
  const t = useTexts('settings');
  const [size, setSize] = useTextSize();
  return (
    <>
      <h2 className="nhsuk-heading-m">{t('language')}</h2>
      <LanguageBar label={t('language')} />
      <h2 className="nhsuk-heading-m">{t('text_size')}</h2>
      <ul className="db-languages" aria-label={t('text_size')}>
        {TEXT_SIZES.map((each) => (
          <li key={each}>
            <button
              type="button"
              className={`db-languages__one db-text-size--${each}`}
              aria-pressed={each === size}
              data-testid={`text-size-${each}`}
              onClick={() => setSize(each)}
            >
              {t(`text_size_${each}`)}
            </button>
          </li>
        ))}
      </ul>
      <p className="db-quiet">{t('reading_kept')}</p>
    </>
  );
}
