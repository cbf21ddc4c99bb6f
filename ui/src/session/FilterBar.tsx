/** Four choices that narrow the list, each with how many it would show, and one button that takes them all away. */
import { Select } from 'nhsuk-react-components';
import type { ChildRow } from '../backend/generated/ChildRow';
import type { Programme } from '../backend/generated/Programme';
import type { RecordId } from '../backend/generated/RecordId';
import { useChildWords } from '../child/words';
import { useTexts } from '../texts';
import { NO_FILTERS, REGISTRATIONS, STANDINGS, counts, isFiltered, yearGroups, type Filters } from './filters';

interface FilterBarProps {
  children: ChildRow[];
  found: RecordId[] | null;
  programmes: Programme[];
  registering: boolean;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

export function FilterBar({ children, found, programmes, registering, filters, onChange }: FilterBarProps) {
  const t = useTexts('session');
  const codes = useTexts('codes');
  const words = useChildWords();
  const tally = counts(children, found, filters);
  const label = (text: string, count: number | undefined) => t('with_count', { label: text, count: count ?? 0 });
  const present = STANDINGS.filter((standing) => tally.standings.has(standing) || filters.standing === standing);
  return (
    <fieldset className="db-filters">
      <legend className="nhsuk-u-visually-hidden">{t('filters')}</legend>
      <Filter
        id="filter-standing"
        label={t('standing')}
        value={filters.standing}
        options={present.map((code) => [code, label(codes(`standing.${code}`), tally.standings.get(code))])}
        onChange={(value) => onChange({ ...filters, standing: (value as Filters['standing']) || null })}
      />
      <Filter
        id="filter-programme"
        label={t('programme')}
        value={filters.programme}
        options={programmes.map((code) => [code, label(codes(`programme.${code}`), tally.programmes.get(code))])}
        onChange={(value) => onChange({ ...filters, programme: (value as Programme) || null })}
      />
      <Filter
        id="filter-year"
        label={t('year_group')}
        value={filters.yearGroup === null ? null : String(filters.yearGroup)}
        options={yearGroups(children).map((year) => [String(year), label(words.year(year), tally.yearGroups.get(year))])}
        onChange={(value) => onChange({ ...filters, yearGroup: value === '' ? null : Number(value) })}
      />
      {registering && (
        <Filter
          id="filter-registration"
          label={t('registration')}
          value={filters.registration}
          options={REGISTRATIONS.map((code) => [code, label(codes(`registration.${code}`), tally.registrations.get(code))])}
          onChange={(value) => onChange({ ...filters, registration: (value as Filters['registration']) || null })}
        />
      )}
      {isFiltered(filters) && (
        <button type="button" className="db-link db-filters__clear" data-testid="clear-filters" onClick={() => onChange(NO_FILTERS)}>
          {t('clear')}
        </button>
      )}
    </fieldset>
  );
}

interface FilterProps {
  id: string;
  label: string;
  value: string | null;
  options: [string, string][];
  onChange: (value: string) => void;
}

function Filter({ id, label, value, options, onChange }: FilterProps) {
  const t = useTexts('session');
  return (
    <Select
      id={id}
      label={label}
      value={value ?? ''}
      className={value === null ? undefined : 'db-filter--on'}
      onChange={(event) => onChange(event.target.value)}
    >
      <Select.Option value="">{t('all')}</Select.Option>
      {options.map(([code, text]) => (
        <Select.Option key={code} value={code}>
          {text}
        </Select.Option>
      ))}
    </Select>
  );
}
