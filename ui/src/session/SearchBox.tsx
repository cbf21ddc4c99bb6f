/** One box that searches names, preferred names and NHS numbers. */
import { TextInput } from 'nhsuk-react-components';
import { forwardRef } from 'react';
import { useTexts } from '../texts';

interface SearchBoxProps {
  value: string;
  onChange: (value: string) => void;
}

export const SearchBox = forwardRef<HTMLInputElement, SearchBoxProps>(function SearchBox({ value, onChange }, ref) {
  const t = useTexts('session');
  return (
    <div className="db-search">
      <TextInput
        ref={ref}
        id="search"
        type="search"
        label={t('search')}
        labelProps={{ size: 's' }}
        hint={
          <>
            {t('search_hint')} <span className="db-find__keys">{t('search_keys')}</span>
          </>
        }
        value={value}
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value) {
            event.preventDefault();
            onChange('');
          }
        }}
      />
    </div>
  );
});
