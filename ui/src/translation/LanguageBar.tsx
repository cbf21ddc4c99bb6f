/** The languages, each by its own name: whoever cannot read the others finds hers. */
import { ALL_LANGUAGES, LANGUAGES } from '../texts/languages';
import { chooseLanguage, useLanguage } from './language';

export function LanguageBar({ label }: { label: string }) {
  const spoken = useLanguage();
  return (
    <ul className="db-languages" aria-label={label} data-testid="languages">
      {ALL_LANGUAGES.map((language) => {
        const { name, tag, direction } = LANGUAGES[language];
        return (
          <li key={language}>
            <button
              type="button"
              className="db-languages__one"
              lang={tag}
              dir={direction}
              aria-pressed={language === spoken}
              data-testid={`language-${language}`}
              onClick={() => void chooseLanguage(language)}
            >
              {name}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
