/** Where a child stands, programme by programme: words in a tag, with a shape of its own so that colour is never alone. */
import type { ProgrammeStanding } from '../backend/generated/ProgrammeStanding';
import type { Standing } from '../backend/generated/Standing';
import { StandingTag } from '../shared/Tag';
import { useTexts } from '../texts';

/** On a field of 12 × 12. */
const SHAPE: Record<Standing, string> = {
  vaccinated: 'M1 6.5 4.5 10 11 2.5',
  ready: 'M6 1a5 5 0 1 0 0 10A5 5 0 1 0 6 1ZM6 4a2 2 0 1 1 0 4 2 2 0 1 1 0-4',
  triage_needed: 'M6 1 11.5 11H.5ZM6 4.5v3M6 9v.6',
  consent_conflicts: 'M1 4h8L6.5 1.5M11 8H3l2.5 2.5',
  no_response: 'M2 10h.1M6 10h.1M10 10h.1',
  consent_refused: 'M2 2l8 8M10 2l-8 8',
  do_not_vaccinate: 'M6 1a5 5 0 1 0 0 10A5 5 0 1 0 6 1ZM2.5 9.5l7-7',
  not_vaccinated: 'M1 6h10',
};

export function StandingMark({ standing }: { standing: Standing }) {
  return (
    <span className={`db-standing db-standing--${standing}`}>
      <svg className="db-standing__shape" viewBox="0 0 12 12" width="14" height="14" aria-hidden="true" focusable="false">
        <path d={SHAPE[standing]} fill="none" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <StandingTag standing={standing} />
    </span>
  );
}

export function Standings({ standings }: { standings: ProgrammeStanding[] }) {
  const codes = useTexts('codes');
  return (
    <ul className="db-standings">
      {standings.map(({ programme, standing }) => (
        <li key={programme}>
          <span className="db-standings__programme">{codes(`programme.${programme}`)}</span> <StandingMark standing={standing} />
        </li>
      ))}
    </ul>
  );
}
