/** One box that searches names, addresses and numbers; asks a moment after the last letter. */
import { TextInput } from 'nhsuk-react-components';
import type { PeopleFound } from '../backend/generated/PeopleFound';
import type { PeopleQuery } from '../backend/generated/PeopleQuery';
import { useSettled } from '../session/search';
import { useAsk, type Asked } from '../shared/backend';
import { useTexts } from '../texts';

export const EVERYBODY: PeopleQuery = { area: null, text: '', near: null, to_visit: false };

/** What fits, once the typing rests. */
export function usePeople(query: PeopleQuery): Asked<PeopleFound> {
  const text = useSettled(query.text.trim());
  const { area, to_visit, near } = query;
  return useAsk((backend) => backend.findPeople({ area, to_visit, near, text }), [area, to_visit, near, text]);
}

export function PeopleSearch({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const t = useTexts('people');
  return (
    <TextInput
      id="search"
      type="search"
      label={label}
      labelProps={{ size: 's' }}
      hint={t('search_hint')}
      value={value}
      autoComplete="off"
      autoCorrect="off"
      spellCheck={false}
      data-testid="people-search"
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && value) {
          event.preventDefault();
          onChange('');
        }
      }}
    />
  );
}
